#pragma once
// Linux calls that Swift's Glibc module does not export. Without _GNU_SOURCE: with it, types that
// both modules see (fd_set) would have two definitions.
#include <linux/input.h>
#include <linux/sockios.h>
#include <malloc.h>
#include <spawn.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>

// One datagram without waiting, with its sender (room for a sockaddr_in6) and, where the socket has
// SO_TIMESTAMPNS, the wall-clock time at which the kernel received it. Here because the CMSG_
// macros cannot be called from Swift. Returns what recvmsg returns.
static inline ssize_t linux_receive(
    int fd, void *bytes, size_t size, void *sender, struct timespec *arrived) {
  char control[CMSG_SPACE(sizeof(struct timespec))];
  struct iovec vector = {bytes, size};
  struct msghdr message = {0};
  message.msg_name = sender;
  message.msg_namelen = 28;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t length = recvmsg(fd, &message, MSG_DONTWAIT | MSG_TRUNC);
  arrived->tv_sec = 0;
  arrived->tv_nsec = 0;
  if (length < 0) return length;
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_TIMESTAMPNS)
      memcpy(arrived, CMSG_DATA(c), sizeof *arrived);
  return length;
}

// What the rtp thread asks the kernel for each packet, past the C library: there each of these is a point where a
// thread may be cancelled, which in a process with threads costs two atomic exchanges a call. Nobody cancels ours.
// They return what the library's functions return.

// One datagram without waiting, with its sender (room for a sockaddr_in6).
static inline ssize_t linux_take(int fd, void *bytes, size_t size, void *sender) {
  extern long syscall(long, ...);
  socklen_t length = 28;
  return syscall(SYS_recvfrom, fd, bytes, size, MSG_DONTWAIT | MSG_TRUNC, sender, &length);
}

static inline ssize_t linux_give(
    int fd, const void *bytes, size_t size, const void *address, socklen_t length) {
  extern long syscall(long, ...);
  return syscall(
      SYS_sendto, fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL, address, (size_t)length);
}

// Waits for as long as it takes.
static inline long linux_wait(int epoll, struct epoll_event *events, int count) {
  extern long syscall(long, ...);
#ifdef SYS_epoll_wait
  return syscall(SYS_epoll_wait, epoll, events, count, -1);
#else
  return syscall(SYS_epoll_pwait, epoll, events, count, -1, NULL, 0);
#endif
}

// The wall-clock time at which the kernel received the datagram that was last read from the socket; 0 when that is not
// known. The first call has the kernel keep it from then on: for whoever needs the time of few packets that is cheaper
// than SO_TIMESTAMPNS, which hands it over with each.
static inline struct timespec linux_last_arrival(int fd) {
  struct timespec arrived = {0, 0};
  if (ioctl(fd, SIOCGSTAMPNS, &arrived) < 0) return (struct timespec){0, 0};
  return arrived;
}

// A descriptor that can be read every so many nanoseconds, under a second; or -1.
static inline int linux_interval(long nanoseconds) {
  int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  struct itimerspec every = {{0, nanoseconds}, {0, nanoseconds}};
  if (fd >= 0) timerfd_settime(fd, 0, &every, NULL);
  return fd;
}

// MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT of <sys/mman.h>: lock pages when they are first touched,
// so that tables for thousands of streams cost memory only as streams are opened.
static const int linux_lock_touched_pages = 1 | 2 | 4;

// Bytes of all heaps that are in use. Here, as the next one, because Swift's Glibc leaves <malloc.h> out.
static inline size_t linux_heap_in_use(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Gives whole free pages of all heaps back to the system, as far as they are not locked.
static inline void linux_trim_heap(void) { malloc_trim(0); }

// The calling thread's name as `ps -T` shows it: at most 15 characters.
static inline void linux_name_thread(const char *name) {
  extern int prctl(int, ...);
  prctl(15 /* PR_SET_NAME */, name, 0, 0, 0);
}

// Wake-ups of the calling thread are not put off to be taken together with others: 1 ns instead of 50 µs.
static inline void linux_refuse_timer_slack(void) {
  extern int prctl(int, ...);
  prctl(29 /* PR_SET_TIMERSLACK */, 1UL, 0, 0, 0);
}

// The CPUs that the calling thread may run on, and those that it is to: bit N % 8 of byte N / 8 is CPU N. Here
// because cpu_set_t needs _GNU_SOURCE. `size` is a multiple of 8 and has room for each CPU that the kernel may have:
// 1,024 always does. At least 0, or -1.

static inline long linux_get_cpus(unsigned char *bits, size_t size) {
  extern long syscall(long, ...);
  return syscall(SYS_sched_getaffinity, 0, size, bits);
}

static inline long linux_set_cpus(const unsigned char *bits, size_t size) {
  extern long syscall(long, ...);
  return syscall(SYS_sched_setaffinity, 0, size, bits);
}

// Keeps the calling thread to those of `cpus` that it may use; where there is none it stays where it was. Returns how
// many it runs on then, and at most `room` of them in `got`.
static inline size_t linux_keep_to(const int *cpus, size_t count, int *got, size_t room) {
  unsigned char bits[1024] = {0};
  for (size_t i = 0; i < count; i++)
    if (cpus[i] >= 0 && cpus[i] < 8192) bits[cpus[i] / 8] |= 1 << cpus[i] % 8;
  linux_set_cpus(bits, sizeof bits);
  memset(bits, 0, sizeof bits);
  linux_get_cpus(bits, sizeof bits);
  size_t found = 0;
  for (int cpu = 0; cpu < 8192; cpu++)
    if (bits[cpu / 8] >> cpu % 8 & 1 && found++ < room) got[found - 1] = cpu;
  return found;
}

// What GNU added to posix_spawn and pipe; 0 or an error number, pipe2 -1.

static inline int linux_spawn_in(posix_spawn_file_actions_t *actions, const char *directory) {
  extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
  return posix_spawn_file_actions_addchdir_np(actions, directory);
}

static inline int linux_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
  extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

static inline int linux_pipe(int ends[2], int flags) {
  extern int pipe2(int[2], int);
  return pipe2(ends, flags);
}

// The ioctls of input devices, whose numbers are made by macros that Swift cannot read.

// Whether the descriptor is an input device and not a pipe that stands for one.
static inline int linux_is_input(int fd) {
  int version;
  return ioctl(fd, EVIOCGVERSION, &version) == 0;
}

// Takes the device for this process alone, so that no console types along; 0 or -1.
static inline int linux_grab_input(int fd) { return ioctl(fd, EVIOCGRAB, 1); }

// Has its events stamped with CLOCK_MONOTONIC; 0 or -1.
static inline int linux_stamp_input(int fd) {
  int clock = CLOCK_MONOTONIC;
  return ioctl(fd, EVIOCSCLOCKID, &clock);
}
