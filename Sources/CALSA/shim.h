// libasound as Swift sees it.
#include <alsa/asoundlib.h>
