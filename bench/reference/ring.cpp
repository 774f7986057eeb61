// boost::lockfree::spsc_queue at what RingBench.swift does with our ring: the same counts, the same
// element, printed in nanoseconds. ring pair N | ring threads N | ring loop N (for cachegrind)
#include <atomic>
#include <boost/lockfree/spsc_queue.hpp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <thread>

struct Frame {
  int16_t samples[160];
};

static double now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static int64_t pairs(long count) {
  static boost::lockfree::spsc_queue<int32_t, boost::lockfree::capacity<1024>> queue;
  int64_t sum = 0;
  int32_t out = 0;
  for (long i = 0; i < count; i++) {
    queue.push(static_cast<int32_t>(i));
    queue.pop(out);
    sum += out;
  }
  return sum;
}

static int64_t threads(long count) {
  static boost::lockfree::spsc_queue<Frame, boost::lockfree::capacity<1024>> queue;
  std::atomic<int64_t> sum{0};
  std::thread reader([&] {
    Frame frame;
    int64_t mine = 0;
    for (long i = 0; i < count; i++) {
      while (!queue.pop(frame)) std::this_thread::yield();
      mine += frame.samples[0];
    }
    sum = mine;
  });
  Frame frame{};
  for (long i = 0; i < count; i++) {
    frame.samples[0] = static_cast<int16_t>(i);
    while (!queue.push(frame)) std::this_thread::yield();
  }
  reader.join();
  return sum;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  long count = atol(argv[2]);
  double start = now();
  int64_t sum = strcmp(argv[1], "threads") == 0 ? threads(count) : pairs(count);
  printf("%.4f %lld\n", (now() - start) / count, static_cast<long long>(sum & 1));
}
