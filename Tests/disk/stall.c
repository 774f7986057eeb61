// A disk that does not answer: fdatasync waits for as long as the file that LIANDONG_STALL names is there.
//
//   cc -shared -fPIC -O2 -o stall.so stall.c
//   LIANDONG_STALL=/tmp/stalled LD_PRELOAD=./stall.so liandong serve …
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int fdatasync(int descriptor) {
  const char *file = getenv("LIANDONG_STALL");
  const struct timespec pause = {0, 10 * 1000 * 1000};
  while (file && access(file, F_OK) == 0) nanosleep(&pause, NULL);
  return (int)syscall(SYS_fdatasync, descriptor);
}
