// libasound as Swift sees it.
#include <alsa/asoundlib.h>

// Lets libasound keep its opinions to itself: every error comes back as a number and is reported
// once, by us. Here because Swift cannot make a variadic callback.
static void calsa_say_nothing(
    const char *file, int line, const char *function, int error, const char *format, ...) {
  (void)file, (void)line, (void)function, (void)error, (void)format;
}
static inline void calsa_silence(void) { snd_lib_error_set_handler(calsa_say_nothing); }
