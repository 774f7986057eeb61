// Counts what real-time threads must never do: allocate, free, lock. For tests and the bench only.
//
//   cc -shared -fPIC -O2 -o count.so count.c
//   LIANDONG_COUNTS=/tmp/counts LD_PRELOAD=./count.so liandong serve …
//
// With LIANDONG_COUNTS_TRACE=FILE each call counted leaves its stack there (addr2line reads it).
//
// The compiler proves this of Swift code (@_noLocks @_noAllocation) but cannot see into C; this is the
// second net, at run time. The file of LIANDONG_COUNTS holds 64-bit counters, shared while the program
// runs: for each thread of `threads` one for each of `functions`, in the order of the enumerations.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MALLOC, CALLOC, REALLOC, ALIGNED, FREE, MUTEX, RWLOCK, SEMAPHORE, FUTEX, FUNCTIONS };
static const char *const threads[] = {"rtp", "mixer", "sound"};
enum { THREADS = sizeof threads / sizeof *threads, UNKNOWN = -1, OTHER = -2 };

static uint64_t *counters;
static int trace = -1;
static __thread int tracing __attribute__((tls_model("initial-exec")));
// initial-exec: reaching it must not allocate.
static __thread int kind __attribute__((tls_model("initial-exec"))) = UNKNOWN;
static __thread int looked __attribute__((tls_model("initial-exec")));

static void count(int function) {
  if (!counters || kind == OTHER || tracing) return;
  if (kind == UNKNOWN) {
    // A thread has its name soon after its first allocation; one that never gets ours is another.
    char name[16] = "";
    prctl(PR_GET_NAME, name, 0, 0, 0);
    for (int i = 0; i < THREADS; i++)
      if (!strcmp(name, threads[i])) kind = i;
    if (kind == UNKNOWN) {
      if (++looked > 64) kind = OTHER;
      return;
    }
  }
  __atomic_fetch_add(&counters[kind * FUNCTIONS + function], 1, __ATOMIC_RELAXED);
  if (trace < 0) return;
  void *frames[24];
  tracing = 1;
  int depth = backtrace(frames, 24);
  dprintf(trace, "-- %s\n", threads[kind]);
  backtrace_symbols_fd(frames, depth, trace);
  tracing = 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *stacks = getenv("LIANDONG_COUNTS_TRACE");
  if (stacks) trace = open(stacks, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const char *path = getenv("LIANDONG_COUNTS");
  if (!path) return;
  size_t size = THREADS * FUNCTIONS * sizeof *counters;
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ftruncate(file, (off_t)size)) return;
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (memory != MAP_FAILED) counters = memory;
}

// glibc's own names, so that nothing has to be looked up before it can be called.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

void *malloc(size_t size) { count(MALLOC); return __libc_malloc(size); }
void *calloc(size_t n, size_t size) { count(CALLOC); return __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { count(REALLOC); return __libc_realloc(old, size); }
void free(void *memory) { if (memory) count(FREE); __libc_free(memory); }
void *memalign(size_t alignment, size_t size) { count(ALIGNED); return __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { count(ALIGNED); return __libc_memalign(alignment, size); }
int posix_memalign(void **memory, size_t alignment, size_t size) {
  count(ALIGNED);
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : 12 /* ENOMEM */;
}

#define NEXT(function) \
  static __typeof__(&function) next; \
  if (!next) next = (__typeof__(&function))dlsym(RTLD_NEXT, #function)

int pthread_mutex_lock(pthread_mutex_t *lock) { NEXT(pthread_mutex_lock); count(MUTEX); return next(lock); }
int pthread_mutex_trylock(pthread_mutex_t *lock) { NEXT(pthread_mutex_trylock); count(MUTEX); return next(lock); }
int pthread_rwlock_rdlock(pthread_rwlock_t *lock) { NEXT(pthread_rwlock_rdlock); count(RWLOCK); return next(lock); }
int pthread_rwlock_wrlock(pthread_rwlock_t *lock) { NEXT(pthread_rwlock_wrlock); count(RWLOCK); return next(lock); }
int sem_wait(sem_t *semaphore) { NEXT(sem_wait); count(SEMAPHORE); return next(semaphore); }

// Swift's Mutex and Dispatch wait by futex through this.
long syscall(long number, ...) {
  NEXT(syscall);
  va_list list;
  va_start(list, number);
  long a[6];
  for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
  va_end(list);
  if (number == SYS_futex) count(FUTEX);
  return next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
