#include "kiosk/kms/input_devices.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libinput.h>
#include <libudev.h>
#include <linux/input-event-codes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "content/base/limits.h"
#include "kiosk/machine/kernel_files.h"

namespace kiosk {
namespace {

constexpr std::int64_t mouse = 0;
constexpr const char* devices_folder = "/dev/input";

int open_device(const char* path, int flags, void* /*unused*/) {
    const int file = ::open(path, flags | O_CLOEXEC);
    if (file >= 0) return file;
    // Writing is for lights on keyboards only, and a service need not be allowed to.
    const int readable = ::open(path, (flags & ~O_ACCMODE) | O_RDONLY | O_CLOEXEC);
    return readable >= 0 ? readable : -errno;
}

void close_device(int file, void* /*unused*/) {
    ::close(file);
}

constexpr libinput_interface device_files = {open_device, close_device};

/// Before that libinput would wait for udev, for up to two seconds.
bool is_ready(udev* udev, const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return false;
    udev_device* const device = udev_device_new_from_devnum(udev, 'c', status.st_rdev);
    const bool is_known = device != nullptr && udev_device_get_is_initialized(device) > 0 &&
                          udev_device_get_property_value(device, "ID_INPUT") != nullptr;
    udev_device_unref(device);
    return is_known;
}

}  // namespace

InputDevices::InputDevices(std::function<void(const std::string&)> log)
    : log_(std::move(log)),
      udev_(udev_new()),
      input_(udev_ != nullptr ? libinput_path_create_context(&device_files, nullptr) : nullptr) {
    if (input_ != nullptr) libinput_log_set_handler(input_, nullptr);  // on slow machines it says so again and again
    if (input_ == nullptr) log_("input: libinput does not start; nobody can use the screen");
    look();
}

InputDevices::~InputDevices() {
    if (input_ != nullptr) libinput_unref(input_);
    if (udev_ != nullptr) udev_unref(udev_);
}

int InputDevices::file() const {
    return input_ != nullptr ? libinput_get_fd(input_) : -1;
}

void InputDevices::look() {
    if (input_ == nullptr) return;
    for (const std::string& file : names_in(devices_folder)) {
        if (file.starts_with("event")) add(fmt::format("{}/{}", devices_folder, file));
    }
}

void InputDevices::add(const std::string& path) {
    if (devices_.contains(path) || devices_.size() >= content::limits::input_devices || !is_ready(udev_, path)) return;
    libinput_device* const device = libinput_path_add_device(input_, path.c_str());
    if (device != nullptr) devices_.emplace(path, device);
}

std::vector<ScreenEvent> InputDevices::read(content::Steady now) {
    if (input_ == nullptr) return {};
    libinput_dispatch(input_);
    while (libinput_event* const event = libinput_get_event(input_)) {
        take(event, now);
        libinput_event_destroy(event);
    }
    if (keyboard_) {
        const auto repeated = keyboard_->repeat(now);
        events_.insert(events_.end(), repeated.begin(), repeated.end());
    }
    return std::exchange(events_, {});
}

void InputDevices::take(libinput_event* event, content::Steady now) {
    switch (libinput_event_get_type(event)) {
        case LIBINPUT_EVENT_DEVICE_ADDED: return take_device(event, true);
        case LIBINPUT_EVENT_DEVICE_REMOVED: return take_device(event, false);
        case LIBINPUT_EVENT_TOUCH_DOWN: return take_finger(event, ContactPhase::down);
        case LIBINPUT_EVENT_TOUCH_MOTION: return take_finger(event, ContactPhase::move);
        case LIBINPUT_EVENT_TOUCH_UP:
        case LIBINPUT_EVENT_TOUCH_CANCEL: return take_finger(event, ContactPhase::up);
        case LIBINPUT_EVENT_POINTER_MOTION_ABSOLUTE: return take_pointer(event);
        case LIBINPUT_EVENT_POINTER_BUTTON: return take_button(event);
        case LIBINPUT_EVENT_KEYBOARD_KEY: return take_key(event, now);
        default: return;
    }
}

void InputDevices::take_device(libinput_event* event, bool is_new) {
    libinput_device* const device = libinput_event_get_device(event);
    const char* kind = "pointer";
    if (libinput_device_has_capability(device, LIBINPUT_DEVICE_CAP_KEYBOARD) != 0) kind = "keys";
    if (libinput_device_has_capability(device, LIBINPUT_DEVICE_CAP_TOUCH) != 0) kind = "touch";
    log_(fmt::format("input: {} \"{}\" {}", kind, libinput_device_get_name(device), is_new ? "is here" : "is gone"));
    if (is_new) return;
    std::erase_if(devices_, [&](const auto& one) { return one.second == device; });
    if (keyboard_) keyboard_->release_all();
}

void InputDevices::take_finger(libinput_event* event, ContactPhase phase) {
    libinput_event_touch* const touch = libinput_event_get_touch_event(event);
    const std::int64_t finger = libinput_event_touch_get_seat_slot(touch) + 1;
    Point& place = fingers_[finger];
    if (phase != ContactPhase::up) {
        place = {static_cast<float>(libinput_event_touch_get_x_transformed(touch, 1)),
                 static_cast<float>(libinput_event_touch_get_y_transformed(touch, 1))};
    } else if (libinput_event_get_type(event) == LIBINPUT_EVENT_TOUCH_CANCEL) {
        place = {-1, -1};  // lifted nowhere: it chooses nothing
    }
    events_.emplace_back(TouchEvent{finger, phase, place});
    if (phase == ContactPhase::up) fingers_.erase(finger);
}

void InputDevices::take_pointer(libinput_event* event) {
    libinput_event_pointer* const pointer = libinput_event_get_pointer_event(event);
    pointer_ = {static_cast<float>(libinput_event_pointer_get_absolute_x_transformed(pointer, 1)),
                static_cast<float>(libinput_event_pointer_get_absolute_y_transformed(pointer, 1))};
    if (is_button_down_) events_.emplace_back(TouchEvent{mouse, ContactPhase::move, pointer_});
}

void InputDevices::take_button(libinput_event* event) {
    libinput_event_pointer* const pointer = libinput_event_get_pointer_event(event);
    if (libinput_event_pointer_get_button(pointer) != BTN_LEFT) return;
    is_button_down_ = libinput_event_pointer_get_button_state(pointer) == LIBINPUT_BUTTON_STATE_PRESSED;
    events_.emplace_back(TouchEvent{mouse, is_button_down_ ? ContactPhase::down : ContactPhase::up, pointer_});
}

void InputDevices::take_key(libinput_event* event, content::Steady now) {
    libinput_event_keyboard* const key = libinput_event_get_keyboard_event(event);
    if (!keyboard_) keyboard_ = std::make_unique<Keyboard>("");
    const bool is_down = libinput_event_keyboard_get_key_state(key) == LIBINPUT_KEY_STATE_PRESSED;
    for (const ScreenEvent& meant : keyboard_->feed(libinput_event_keyboard_get_key(key), is_down, now))
        events_.push_back(meant);
}

}  // namespace kiosk
