// An ALSA PCM without sound hardware, paced by CLOCK_MONOTONIC, with a clock error and faults that a
// test sets: libasound loads it as it loads any plugin.
//
//   pcm_type.paced { lib "/…/libasound_module_pcm_paced.so" }
//   pcm.edge { type paced  dir "/tmp/x"  ppm 300  rate 48000  tone 620 }
//
// Playback appends to DIR/out.raw; capture is a sine of TONE hertz (0: silence), amplitude 8,000.
// While DIR/unplugged is there, the device is not: it cannot be opened, and what is open fails.
// While DIR/stalled is there, the device stands still.
#ifndef PIC
#define PIC  // A plugin that is loaded, as ALSA's headers call it.
#endif
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

struct paced {
  snd_pcm_ioplug_t io;
  char directory[512];
  long ppm, rate, tone;
  int wake, out, running;
  double begin;
  unsigned long long moved, spoken, frozen;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static int is_set(struct paced *p, const char *fault) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", p->directory, fault);
  return access(path, F_OK) == 0;
}

static unsigned long long played(struct paced *p) {
  if (!p->running) return 0;
  if (p->frozen || is_set(p, "stalled")) {
    if (!p->frozen) p->frozen = 1 + (now() - p->begin) * p->io.rate * (1 + p->ppm / 1e6);
    return p->frozen - 1;
  }
  return (now() - p->begin) * p->io.rate * (1 + p->ppm / 1e6);
}

static int paced_start(snd_pcm_ioplug_t *io) {
  struct paced *p = io->private_data;
  p->begin = now();
  p->running = 1;
  return 0;
}

static int paced_stop(snd_pcm_ioplug_t *io) {
  ((struct paced *)io->private_data)->running = 0;
  return 0;
}

static int paced_prepare(snd_pcm_ioplug_t *io) {
  struct paced *p = io->private_data;
  if (is_set(p, "unplugged")) return -ENODEV;
  p->running = 0;
  p->moved = 0;
  p->frozen = 0;
  return 0;
}

static snd_pcm_sframes_t paced_pointer(snd_pcm_ioplug_t *io) {
  struct paced *p = io->private_data;
  if (is_set(p, "unplugged")) return -ENODEV;
  if (!p->running) return 0;
  unsigned long long at = played(p);
  unsigned long long limit = p->moved;
  if (io->stream == SND_PCM_STREAM_CAPTURE) limit += io->buffer_size;
  if (at > limit) return -EPIPE;  // The device ran past the application.
  return at % io->buffer_size;
}

static snd_pcm_sframes_t paced_transfer(
    snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
    snd_pcm_uframes_t count) {
  struct paced *p = io->private_data;
  char *bytes = (char *)areas->addr + (areas->first + areas->step * offset) / 8;
  p->moved += count;
  if (io->stream == SND_PCM_STREAM_PLAYBACK) {
    if (p->out >= 0 && write(p->out, bytes, count * areas->step / 8) < 0) return -errno;
    return count;
  }
  for (snd_pcm_uframes_t i = 0; i < count; i++) {
    double angle = 2 * M_PI * p->tone * (double)p->spoken++ / io->rate;
    *(short *)(bytes + i * areas->step / 8) = (short)lrint(8000 * sin(angle));
  }
  return count;
}

static int paced_close(snd_pcm_ioplug_t *io) {
  struct paced *p = io->private_data;
  close(p->wake);
  if (p->out >= 0) close(p->out);
  free(p);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = paced_start,
    .stop = paced_stop,
    .prepare = paced_prepare,
    .pointer = paced_pointer,
    .transfer = paced_transfer,
    .close = paced_close,
};

static void read_configuration(struct paced *p, snd_config_t *conf) {
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, conf) {
    snd_config_t *entry = snd_config_iterator_entry(i);
    const char *id, *text;
    if (snd_config_get_id(entry, &id) < 0) continue;
    if (!strcmp(id, "ppm")) snd_config_get_integer(entry, &p->ppm);
    if (!strcmp(id, "rate")) snd_config_get_integer(entry, &p->rate);
    if (!strcmp(id, "tone")) snd_config_get_integer(entry, &p->tone);
    if (!strcmp(id, "dir") && snd_config_get_string(entry, &text) == 0)
      snprintf(p->directory, sizeof p->directory, "%s", text);
  }
}

SND_PCM_PLUGIN_DEFINE_FUNC(paced) {
  (void)root;
  struct paced *p = calloc(1, sizeof *p);
  p->rate = 48000;
  p->out = -1;
  read_configuration(p, conf);
  if (is_set(p, "unplugged")) {
    free(p);
    return -ENODEV;
  }
  if (stream == SND_PCM_STREAM_PLAYBACK) {
    char path[600];
    snprintf(path, sizeof path, "%s/out.raw", p->directory);
    p->out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  }
  p->wake = eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK);
  p->io.version = SND_PCM_IOPLUG_VERSION;
  p->io.name = "paced test device";
  p->io.callback = &callbacks;
  p->io.private_data = p;
  p->io.poll_fd = p->wake;
  p->io.poll_events = POLLIN;
  int error = snd_pcm_ioplug_create(&p->io, name, stream, mode);
  if (error < 0) {
    free(p);
    return error;
  }
  static const unsigned access[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
  static const unsigned format[] = {SND_PCM_FORMAT_S16_LE};
  snd_pcm_ioplug_set_param_list(&p->io, SND_PCM_IOPLUG_HW_ACCESS, 1, access);
  snd_pcm_ioplug_set_param_list(&p->io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
  snd_pcm_ioplug_set_param_minmax(&p->io, SND_PCM_IOPLUG_HW_CHANNELS, 1, 1);
  snd_pcm_ioplug_set_param_minmax(&p->io, SND_PCM_IOPLUG_HW_RATE, p->rate, p->rate);
  snd_pcm_ioplug_set_param_minmax(&p->io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 64, 1 << 16);
  snd_pcm_ioplug_set_param_minmax(&p->io, SND_PCM_IOPLUG_HW_PERIODS, 2, 64);
  *pcmp = p->io.pcm;
  return 0;
}

SND_PCM_PLUGIN_SYMBOL(paced);
