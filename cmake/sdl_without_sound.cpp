/// SDL's static library would bring its sound part along, and that a third of all libraries the display would read at
/// the start: PulseAudio, ALSA, the codecs of both. The display has no sound of SDL (voice.cpp starts a program), and
/// never initializes that part; so what it refers to is answered here.

// NOLINTBEGIN(readability-identifier-naming): names of SDL and libsamplerate
extern "C" {

/// SDL's AudioBootStrap: how a driver is found. Its SDL_bool is an int.
struct SoundDriver {
    const char* name;
    const char* description;
    int (*init)(void*);
    int only_when_asked_for;
};

static int is_there(void*) {
    return 0;
}
extern const SoundDriver PULSEAUDIO_bootstrap;
extern const SoundDriver ALSA_bootstrap;
extern const SoundDriver PIPEWIRE_bootstrap;
extern const SoundDriver SNDIO_bootstrap;
const SoundDriver PULSEAUDIO_bootstrap = {"pulseaudio", "left out", is_there, 1};
const SoundDriver ALSA_bootstrap = {"alsa", "left out", is_there, 1};
const SoundDriver PIPEWIRE_bootstrap = {"pipewire", "left out", is_there, 1};
const SoundDriver SNDIO_bootstrap = {"sndio", "left out", is_there, 1};

void* src_new(int, int, int* error) {
    *error = 1;
    return nullptr;
}
void* src_delete(void*) {
    return nullptr;
}
int src_process(void*, void*) {
    return 1;
}
int src_reset(void*) {
    return 1;
}
int src_simple(void*, int, int) {
    return 1;
}
const char* src_strerror(int) {
    return "left out";
}
}
// NOLINTEND(readability-identifier-naming)
