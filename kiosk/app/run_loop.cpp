#include "kiosk/app/run_loop.h"

#include <SDL2/SDL.h>

#include <csignal>
#include <optional>

#include "kiosk/app/file_watch.h"

namespace kiosk {
namespace {

using content::Steady;

enum UserCode : Sint32 { woken, content_changed };

void push(UserCode code) {
    SDL_Event event{};
    event.type = SDL_USEREVENT;
    event.user.code = code;
    SDL_PushEvent(&event);
}

std::optional<Key> key_of(SDL_Keycode code) {
    switch (code) {
        case SDLK_UP:
        case SDLK_KP_8: return Key::up;
        case SDLK_DOWN:
        case SDLK_KP_2: return Key::down;
        case SDLK_LEFT:
        case SDLK_KP_4: return Key::left;
        case SDLK_RIGHT:
        case SDLK_KP_6: return Key::right;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
        case SDLK_KP_5: return Key::enter;
        case SDLK_ESCAPE: return Key::escape;
        case SDLK_F1: return Key::help;
        case SDLK_BACKSPACE: return Key::erase;
        case SDLK_F2:
        case SDLK_KP_MULTIPLY: return Key::read;
        case SDLK_F4:
        case SDLK_VOLUMEUP:
        case SDLK_KP_PLUS: return Key::louder;
        case SDLK_F3:
        case SDLK_VOLUMEDOWN:
        case SDLK_KP_MINUS: return Key::quieter;
        default: return std::nullopt;
    }
}

bool is_with_ctrl_alt(const SDL_KeyboardEvent& key, SDL_Keycode code) {
    return key.keysym.sym == code && (key.keysym.mod & KMOD_CTRL) != 0 && (key.keysym.mod & KMOD_ALT) != 0;
}

class Loop {
public:
    Loop(App& app, LoopDriver& driver, content::ServiceNotifier& notice, Audience audience)
        : app_(app), driver_(driver), notice_(notice), audience_(audience) {}

    void handle(const SDL_Event& event) {
        switch (event.type) {
            case SDL_QUIT: is_ended_ = true; break;  // a signal: closing the window is none, see Window::open
            case SDL_KEYDOWN:
                if (audience_ == Audience::author && is_with_ctrl_alt(event.key, SDLK_q)) is_ended_ = true;
                // The page for staff, for those without touch.
                if (is_with_ctrl_alt(event.key, SDLK_s)) app_.open_staff_page(driver_.steady());
                if (const auto key = key_of(event.key.keysym.sym)) app_.key(*key, driver_.steady());
                break;
            case SDL_TEXTINPUT: app_.typed(&event.text.text[0], driver_.steady()); break;
            case SDL_USEREVENT:
                if (event.user.code == content_changed) app_.content_may_have_changed();
                break;
            case SDL_WINDOWEVENT: handle(event.window); break;
            case SDL_RENDER_TARGETS_RESET:
            case SDL_RENDER_DEVICE_RESET: app_.window_changed(); break;
            case SDL_MOUSEBUTTONDOWN:
            case SDL_MOUSEBUTTONUP:
                if (event.button.button == SDL_BUTTON_LEFT) {
                    touch(mouse, event.type == SDL_MOUSEBUTTONDOWN ? ContactPhase::down : ContactPhase::up,
                          {static_cast<float>(event.button.x), static_cast<float>(event.button.y)});
                }
                break;
            case SDL_MOUSEMOTION:
                if ((event.motion.state & SDL_BUTTON_LMASK) != 0) {
                    touch(mouse, ContactPhase::move,
                          {static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)});
                }
                break;
            case SDL_FINGERDOWN: touch(event.tfinger, ContactPhase::down); break;
            case SDL_FINGERMOTION: touch(event.tfinger, ContactPhase::move); break;
            case SDL_FINGERUP: touch(event.tfinger, ContactPhase::up); break;
            default: break;
        }
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

    /// Puts into SDL's queue what a visitor did who has no hands; how long to really sleep then.
    [[nodiscard]] int pause(Steady limit) {
        LoopDriver::Pause pause = driver_.pause(limit);
        is_ended_ = is_ended_ || pause.is_over;
        for (const VisitorInput& input : pause.inputs)
            std::visit([this](const auto& what) { this->push(what); }, input);
        return static_cast<int>(pause.sleep.count());
    }

private:
    static constexpr std::int64_t mouse = 0;

    void push(const PointerInput& input) const {
        SDL_Event event{};
        const bool is_down = input.phase == ContactPhase::down;
        if (input.finger != mouse) {
            event.type = is_down ? SDL_FINGERDOWN : (input.phase == ContactPhase::up ? SDL_FINGERUP : SDL_FINGERMOTION);
            event.tfinger.fingerId = input.finger;
            event.tfinger.x = input.place.x;
            event.tfinger.y = input.place.y;
        } else {
            const Size panel = app_.panel();
            const auto x = static_cast<Sint32>(input.place.x * static_cast<float>(panel.width));
            const auto y = static_cast<Sint32>(input.place.y * static_cast<float>(panel.height));
            if (input.phase == ContactPhase::move) {
                event.type = SDL_MOUSEMOTION;
                event.motion.state = SDL_BUTTON_LMASK;
                event.motion.x = x;
                event.motion.y = y;
            } else {
                event.type = is_down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP;
                event.button.button = SDL_BUTTON_LEFT;
                event.button.x = x;
                event.button.y = y;
            }
        }
        SDL_PushEvent(&event);
    }
    static void push(const KeyInput& input) {
        SDL_Event event{};
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = SDL_GetKeyFromName(input.name.c_str());
        SDL_PushEvent(&event);
    }
    static void push(const TextInput& input) {
        SDL_Event event{};
        event.type = SDL_TEXTINPUT;
        input.text.copy(&event.text.text[0], sizeof event.text.text - 1);
        SDL_PushEvent(&event);
    }

    void handle(const SDL_WindowEvent& event) {
        if (event.event == SDL_WINDOWEVENT_SIZE_CHANGED) app_.window_changed();
        if (event.event == SDL_WINDOWEVENT_EXPOSED) app_.present_again();
        if (event.event == SDL_WINDOWEVENT_CLOSE && audience_ == Audience::author) is_ended_ = true;
    }

    void touch(std::int64_t finger, ContactPhase phase, Point on_panel) {
        app_.touch({finger, phase, on_panel, 0, driver_.steady()});
    }
    void touch(const SDL_TouchFingerEvent& event, ContactPhase phase) {
        // The event's place is a fraction of the window.
        const Size panel = app_.panel();
        touch(event.fingerId + 1, phase,
              {event.x * static_cast<float>(panel.width), event.y * static_cast<float>(panel.height)});
    }

    App& app_;
    LoopDriver& driver_;
    content::ServiceNotifier& notice_;
    Audience audience_;
    std::int64_t notified_ = 0;
    bool is_ended_ = false;
};

}  // namespace

void wake_run_loop() {
    push(woken);
}

void ignore_keyboard_signals() {
    for (const int signal : {SIGINT, SIGQUIT, SIGTSTP})
        std::signal(signal, SIG_IGN);
}

void run_until_ended(App& app, ContentSource& source, LoopDriver& driver, content::ServiceNotifier& notice,
                     Audience audience) {
    Loop loop(app, driver, notice, audience);
    Steady wait = loop.run_once();  // the first picture comes before everything else
    const FileWatch watch(source.folders(), [] { push(content_changed); });
    while (!loop.is_ended()) {
        const int sleep = loop.pause(wait);
        if (loop.is_ended()) break;
        SDL_Event event;
        if (SDL_WaitEventTimeout(&event, sleep) != 0) {
            loop.handle(event);
            while (SDL_PollEvent(&event) != 0)
                loop.handle(event);
        }
        if (!loop.is_ended()) wait = loop.run_once();
    }
    notice.stopping();
}

}  // namespace kiosk
