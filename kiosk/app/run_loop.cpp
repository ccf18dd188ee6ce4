#include "kiosk/app/run_loop.h"

#include <csignal>
#include <optional>
#include <utility>

#include "kiosk/events/file_watch.h"
#include "kiosk/events/key_names.h"
#include "kiosk/machine/memory_at_rest.h"

namespace kiosk {
namespace {

using content::Steady;

/// Longer than between making a slide and showing it: nothing is given back that is needed at once.
constexpr Steady long_rest = prepare_ahead + std::chrono::seconds(1);

class Loop {
public:
    Loop(App& app, LoopDriver& driver, content::ServiceNotifier& notice, Audience audience)
        : app_(app), driver_(driver), notice_(notice), audience_(audience) {}

    void handle(const ScreenEvent& event) {
        std::visit([this](const auto& what) { this->take(what); }, event);
    }

    [[nodiscard]] bool is_ended() const { return is_ended_; }

    /// How long to sleep; the service manager hears about pictures that were really presented.
    [[nodiscard]] Steady run_once() {
        const Steady now = driver_.steady();
        const auto began = std::chrono::steady_clock::now();
        const auto shown = app_.presented();
        Steady wait = app_.step(driver_.wall(), now);
        if (app_.presented() != shown) {
            app_.record_frame_time(
                std::chrono::duration_cast<FrameTimes::Time>(std::chrono::steady_clock::now() - began));
        }
        is_ended_ = is_ended_ || app_.wants_restart();
        if (const auto due = notice_.next_due(); due && *due <= now) app_.present_again();
        if (app_.presented() != notified_) {
            notified_ = app_.presented();
            notice_.alive(now);
        }
        if (const auto due = notice_.next_due()) wait = std::min(wait, std::max(Steady(1), *due - now));
        // What the turn itself took is not slept again: movement keeps its pace.
        return std::max(Steady(1), wait - (driver_.steady() - now));
    }

    /// Does what a visitor wants who has no hands; how long to really sleep then.
    [[nodiscard]] Steady pause(Steady limit) {
        const LoopDriver::Pause pause = driver_.pause(limit);
        is_ended_ = is_ended_ || pause.is_over;
        for (const VisitorInput& input : pause.inputs) {
            if (const auto event = event_of(input)) handle(*event);
        }
        return pause.inputs.empty() ? pause.sleep : Steady(0);
    }

    /// Before sleeping for so long: once for each picture.
    void rest(Steady sleep) {
        if (sleep < long_rest || std::exchange(rested_, app_.presented()) == app_.presented()) return;
        give_back_memory();
    }

private:
    static std::optional<ScreenEvent> event_of(const VisitorInput& input) {
        if (const auto* pointer = std::get_if<PointerInput>(&input)) {
            return TouchEvent{pointer->finger, pointer->phase, pointer->place};
        }
        if (const auto* text = std::get_if<TextInput>(&input)) return TextEvent{text->text};
        const auto key = key_named(std::get<KeyInput>(input).name);
        return key ? std::optional<ScreenEvent>(KeyEvent{*key}) : std::nullopt;
    }

    void take(const TouchEvent& touch) {
        const Size panel = app_.panel();
        const Point on_panel = {touch.place.x * static_cast<float>(panel.width),
                                touch.place.y * static_cast<float>(panel.height)};
        app_.touch({touch.finger, touch.phase, on_panel, 0, driver_.steady()});
    }
    void take(const KeyEvent& key) { app_.key(key.key, driver_.steady()); }
    void take(const TextEvent& text) { app_.typed(text.text, driver_.steady()); }
    void take(Notice notice) {
        switch (notice) {
            case Notice::end: is_ended_ = true; break;
            case Notice::close: is_ended_ = is_ended_ || audience_ == Audience::author; break;
            case Notice::staff_page: app_.open_staff_page(driver_.steady()); break;  // for those without touch
            case Notice::window_changed: app_.window_changed(); break;
            case Notice::uncovered: app_.present_again(); break;
            case Notice::content_changed: app_.content_may_have_changed(); break;
            case Notice::woken: break;
        }
    }

    App& app_;
    LoopDriver& driver_;
    content::ServiceNotifier& notice_;
    Audience audience_;
    std::int64_t notified_ = 0;
    std::int64_t rested_ = 0;
    bool is_ended_ = false;
};

}  // namespace

void ignore_keyboard_signals() {
    for (const int signal : {SIGINT, SIGQUIT, SIGTSTP})
        std::signal(signal, SIG_IGN);
}

void run_until_ended(App& app, EventSource& events, ContentSource& source, LoopDriver& driver,
                     content::ServiceNotifier& notice, Audience audience) {
    Loop loop(app, driver, notice, audience);
    Steady wait = loop.run_once();  // the first picture comes before everything else
    const FileWatch watch(source.folders(), [&events] { events.post(Notice::content_changed); });
    while (!loop.is_ended()) {
        const Steady sleep = loop.pause(wait);
        if (loop.is_ended()) break;
        loop.rest(sleep);
        for (const ScreenEvent& event : events.wait(sleep))
            loop.handle(event);
        if (!loop.is_ended()) wait = loop.run_once();
    }
    notice.stopping();
}

}  // namespace kiosk
