// Preloaded into the display by probation.sh: some words kill or hang whoever lays them out, and with DEADLY_AFTER=N
// the N-th text kills whatever it says, as a failing machine does.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

std::atomic<long> texts{0};

void die() {
    volatile int* nowhere = nullptr;
    *nowhere = 1;
}

/// The file ENDLESS_MARK tells that it has begun.
void hang() {
    if (const char* mark = std::getenv("ENDLESS_MARK")) ::close(::creat(mark, 0600));
    while (true)
        texts = 0;
}

long deadly_after() {
    const char* number = std::getenv("DEADLY_AFTER");
    return number == nullptr ? 0 : std::strtol(number, nullptr, 10);
}

}  // namespace

extern "C" void pango_layout_set_text(void* layout, const char* text, int length) {
    const std::string_view words(text, length < 0 ? std::strlen(text) : static_cast<std::size_t>(length));
    if (words.find("Deadly") != std::string_view::npos || ++texts == deadly_after()) die();
    if (words.find("Endless") != std::string_view::npos) hang();
    static const auto real =
        reinterpret_cast<void (*)(void*, const char*, int)>(::dlsym(RTLD_NEXT, "pango_layout_set_text"));
    real(layout, text, length);
}
