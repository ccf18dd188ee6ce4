#include "kiosk/kms/events_kms.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <utility>

#include "content/base/descriptor.h"
#include "kiosk/kms/hot_plug.h"
#include "kiosk/kms/input_devices.h"

namespace kiosk {

using content::Steady;

namespace {

// A handler of signals can reach nothing else.
std::atomic<int> told_of_end = -1;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void make_readable(int eventfd) {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(eventfd, &one, sizeof one));
}

void tell_of_end(int /*signal*/) {
    make_readable(told_of_end);
}

/// An eventfd: any thread makes it readable.
class Bell {
public:
    [[nodiscard]] int file() const { return file_.value(); }
    void ring() const { make_readable(file()); }
    /// Whether it was rung since.
    [[nodiscard]] bool take() const {
        std::uint64_t count = 0;
        return ::read(file(), &count, sizeof count) == sizeof count;
    }

private:
    content::Descriptor file_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
};

class KmsEvents final : public EventSource {
public:
    explicit KmsEvents(std::function<void(const std::string&)> log) : input_(std::move(log)) {
        told_of_end = end_.file();
        for (const int signal : {SIGTERM, SIGHUP})
            std::signal(signal, tell_of_end);
    }
    ~KmsEvents() override {
        for (const int signal : {SIGTERM, SIGHUP})
            std::signal(signal, SIG_DFL);
        told_of_end = -1;
    }

    std::vector<ScreenEvent> wait(Steady limit) override {
        if (const auto repeat = input_.next_repeat())
            limit = std::min(limit, std::max(Steady(0), *repeat - content::steady_now()));
        std::array<pollfd, 4> files = {{{posted_.file(), POLLIN, 0},
                                        {end_.file(), POLLIN, 0},
                                        {hot_plug_.file(), POLLIN, 0},
                                        {input_.file(), POLLIN, 0}}};
        ::poll(files.data(), files.size(), static_cast<int>(limit.count()));
        std::vector<ScreenEvent> events = input_.read(content::steady_now());
        if (files[2].revents != 0) take_changes(events);
        if (posted_.take()) {
            const std::lock_guard lock(mutex_);
            events.insert(events.end(), notices_.begin(), notices_.end());
            notices_.clear();
        }
        if (end_.take()) events.emplace_back(Notice::end);
        return events;
    }

    void post(Notice notice) override {
        {
            const std::lock_guard lock(mutex_);
            if (std::ranges::find(notices_, notice) == notices_.end()) notices_.push_back(notice);
        }
        posted_.ring();
    }

private:
    void take_changes(std::vector<ScreenEvent>& events) {
        const HotPlug::Changes changes = hot_plug_.read();
        if (changes.in_inputs) input_.look();
        if (!changes.in_cards) return;
        events.emplace_back(Notice::window_changed);
        events.emplace_back(Notice::uncovered);  // a panel that came counts as one that shows
    }

    Bell posted_;
    Bell end_;
    HotPlug hot_plug_;  // before InputDevices, which looks: what comes in between is not missed
    InputDevices input_;
    std::mutex mutex_;
    std::vector<Notice> notices_;  ///< posted, each once
};

}  // namespace

std::unique_ptr<EventSource> make_kms_events(std::function<void(const std::string&)> log) {
    return std::make_unique<KmsEvents>(std::move(log));
}

}  // namespace kiosk
