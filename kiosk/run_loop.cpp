#include "kiosk/run_loop.h"

#include <SDL2/SDL.h>

#include <optional>

#include "kiosk/file_watch.h"

namespace kiosk {
namespace {

enum UserCode : Sint32 { woken, content_changed };

void push(UserCode code) {
    SDL_Event event{};
    event.type = SDL_USEREVENT;
    event.user.code = code;
    SDL_PushEvent(&event);
}

Steady steady_now() {
    return std::chrono::duration_cast<Steady>(std::chrono::steady_clock::now().time_since_epoch());
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
        default: return std::nullopt;
    }
}

bool is_staff_end(const SDL_KeyboardEvent& key) {
    return key.keysym.sym == SDLK_q && (key.keysym.mod & KMOD_CTRL) != 0 && (key.keysym.mod & KMOD_ALT) != 0;
}

class Loop {
public:
    Loop(App& app, ServiceManager& manager) : app_(app), manager_(manager) {}

    void handle(const SDL_Event& event) {
        switch (event.type) {
            case SDL_QUIT: is_ended_ = true; break;
            case SDL_KEYDOWN:
                is_ended_ = is_ended_ || is_staff_end(event.key);
                if (const auto key = key_of(event.key.keysym.sym)) app_.key(*key, steady_now());
                break;
            case SDL_TEXTINPUT: app_.typed(&event.text.text[0], steady_now()); break;
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
    [[nodiscard]] int turn(const std::function<WallTime()>& wall) {
        const Steady now = steady_now();
        Steady wait = app_.step(wall(), now);
        if (const auto due = manager_.next_due(); due && *due <= now) app_.present_again();
        if (app_.presented() != told_) {
            told_ = app_.presented();
            manager_.presented(now);
        }
        if (const auto due = manager_.next_due()) wait = std::min(wait, std::max(Steady(1), *due - now));
        // What the turn itself took is not slept again: movement keeps its pace.
        return std::max(1, static_cast<int>((wait - (steady_now() - now)).count()));
    }

private:
    static constexpr std::int64_t mouse = 0;

    void handle(const SDL_WindowEvent& event) {
        if (event.event == SDL_WINDOWEVENT_SIZE_CHANGED) app_.window_changed();
        if (event.event == SDL_WINDOWEVENT_EXPOSED) app_.present_again();
    }

    void touch(std::int64_t finger, ContactPhase phase, Point on_panel) {
        app_.touch({finger, phase, on_panel, 0, steady_now()});
    }
    void touch(const SDL_TouchFingerEvent& event, ContactPhase phase) {
        // The event's place is a fraction of the window.
        const Size panel = app_.panel();
        touch(event.fingerId + 1, phase,
              {event.x * static_cast<float>(panel.width), event.y * static_cast<float>(panel.height)});
    }

    App& app_;
    ServiceManager& manager_;
    std::int64_t told_ = 0;
    bool is_ended_ = false;
};

}  // namespace

void wake_run_loop() {
    push(woken);
}

void run_until_ended(App& app, Feed& feed, const std::function<WallTime()>& wall, ServiceManager& manager) {
    Loop loop(app, manager);
    int wait = loop.turn(wall);  // the first picture comes before everything else
    const FileWatch watch(feed.folders(), [] { push(content_changed); });
    while (!loop.is_ended()) {
        SDL_Event event;
        if (SDL_WaitEventTimeout(&event, wait) != 0) {
            loop.handle(event);
            while (SDL_PollEvent(&event) != 0)
                loop.handle(event);
        }
        if (!loop.is_ended()) wait = loop.turn(wall);
    }
    manager.stopping();
}

}  // namespace kiosk
