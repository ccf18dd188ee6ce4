#include "kiosk/kms/console.h"

#include <fcntl.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <utility>

namespace kiosk {
namespace {

bool is_console(int file) {
    int mode = 0;
    return file >= 0 && ::ioctl(file, KDGETMODE, &mode) == 0;
}

/// Keys go to the console in front, whoever shows a picture: if somebody left another one there, its login would hear
/// them.
void bring_to_front(int file) {
    struct stat status {};
    if (::fstat(file, &status) == 0) ::ioctl(file, VT_ACTIVATE, minor(status.st_rdev));
}

/// A file of its own, so that it can be closed.
content::Descriptor open_console() {
    if (is_console(STDIN_FILENO)) return content::Descriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
    content::Descriptor file(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    return is_console(file.value()) ? std::move(file) : content::Descriptor(-1);
}

}  // namespace

std::unique_ptr<Console> Console::take() {
    content::Descriptor console = open_console();
    if (!console.is_open()) return nullptr;
    const int file = console.value();
    bring_to_front(file);
    int keyboard = K_UNICODE;
    // One that ended without giving it back left it off.
    if (::ioctl(file, KDGKBMODE, &keyboard) != 0 || keyboard == K_OFF) keyboard = K_UNICODE;
    ::ioctl(file, KDSKBMODE, K_OFF);
    ::ioctl(file, KDSETMODE, KD_GRAPHICS);
    return std::unique_ptr<Console>(new Console(std::move(console), keyboard));
}

Console::~Console() {
    ::ioctl(file_.value(), KDSETMODE, KD_TEXT);
    ::ioctl(file_.value(), KDSKBMODE, keyboard_);
}

}  // namespace kiosk
