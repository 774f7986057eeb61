/* What TickBench.swift compares the box's tick with: tick SECONDS wakes every 20 ms at an absolute time, with the
 * same priority as the box's mixer and pages locked, and does nothing else. Prints "fifo" or "other", then a
 * line for each tick: the microseconds by which it was late. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  long count = (long)(atof(argv[1]) * 50);
  int *late = calloc(count, sizeof *late);
  struct sched_param priority = {.sched_priority = 50};
  mlockall(MCL_CURRENT | MCL_FUTURE);
  puts(sched_setscheduler(0, SCHED_FIFO, &priority) == 0 ? "fifo" : "other");
  long long next = now() + 20000;
  for (long i = 0; i < count; i++, next += 20000) {
    struct timespec t = {next / 1000000, next % 1000000 * 1000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) != 0) {
    }
    late[i] = (int)(now() - next);
    while (next + 20000 <= now()) next += 20000;
  }
  for (long i = 0; i < count; i++) printf("%d\n", late[i]);
  return 0;
}
