#include "kiosk/events/sdl_events.h"

#include <SDL2/SDL.h>

#include "kiosk/events/key_names.h"

namespace kiosk {
namespace {

constexpr std::int64_t mouse = 0;

bool is_with_ctrl_alt(const SDL_KeyboardEvent& key, SDL_Keycode code) {
    return key.keysym.sym == code && (key.keysym.mod & KMOD_CTRL) != 0 && (key.keysym.mod & KMOD_ALT) != 0;
}

class SdlEvents final : public EventSource {
public:
    std::vector<ScreenEvent> wait(content::Steady limit) override {
        SDL_Event event;
        if (SDL_WaitEventTimeout(&event, static_cast<int>(limit.count())) != 0) {
            take(event);
            while (SDL_PollEvent(&event) != 0)
                take(event);
        }
        return std::exchange(events_, {});
    }

    void post(Notice notice) override {
        SDL_Event event{};
        event.type = SDL_USEREVENT;
        event.user.code = static_cast<Sint32>(notice);
        SDL_PushEvent(&event);
    }

private:
    void take(const SDL_Event& event) {
        switch (event.type) {
            case SDL_QUIT:
                events_.emplace_back(Notice::end);
                break;  // a signal: closing the window is none, see Window::open
            case SDL_KEYDOWN: take(event.key); break;
            case SDL_TEXTINPUT: events_.emplace_back(TextEvent{&event.text.text[0]}); break;
            case SDL_USEREVENT: events_.emplace_back(static_cast<Notice>(event.user.code)); break;
            case SDL_WINDOWEVENT: take(event.window); break;
            case SDL_RENDER_TARGETS_RESET:
            case SDL_RENDER_DEVICE_RESET: events_.emplace_back(Notice::window_changed); break;
            case SDL_MOUSEBUTTONDOWN:
            case SDL_MOUSEBUTTONUP:
                if (event.button.button == SDL_BUTTON_LEFT) {
                    take_mouse(event.button.windowID,
                               event.type == SDL_MOUSEBUTTONDOWN ? ContactPhase::down : ContactPhase::up,
                               event.button.x, event.button.y);
                }
                break;
            case SDL_MOUSEMOTION:
                if ((event.motion.state & SDL_BUTTON_LMASK) != 0) {
                    take_mouse(event.motion.windowID, ContactPhase::move, event.motion.x, event.motion.y);
                }
                break;
            case SDL_FINGERDOWN: take(event.tfinger, ContactPhase::down); break;
            case SDL_FINGERMOTION: take(event.tfinger, ContactPhase::move); break;
            case SDL_FINGERUP: take(event.tfinger, ContactPhase::up); break;
            default: break;
        }
    }

    void take(const SDL_KeyboardEvent& key) {
        if (is_with_ctrl_alt(key, SDLK_q)) events_.emplace_back(Notice::close);
        if (is_with_ctrl_alt(key, SDLK_s)) events_.emplace_back(Notice::staff_page);
        if (const auto named = key_named(SDL_GetKeyName(key.keysym.sym))) events_.emplace_back(KeyEvent{*named});
    }

    void take(const SDL_WindowEvent& event) {
        if (event.event == SDL_WINDOWEVENT_SIZE_CHANGED) events_.emplace_back(Notice::window_changed);
        if (event.event == SDL_WINDOWEVENT_EXPOSED) events_.emplace_back(Notice::uncovered);
        if (event.event == SDL_WINDOWEVENT_CLOSE) events_.emplace_back(Notice::close);
    }

    /// The finger's place is a share of the window already.
    void take(const SDL_TouchFingerEvent& event, ContactPhase phase) {
        events_.emplace_back(TouchEvent{event.fingerId + 1, phase, {event.x, event.y}});
    }

    void take_mouse(Uint32 window, ContactPhase phase, Sint32 x, Sint32 y) {
        int width = 0;
        int height = 0;
        if (SDL_Window* const under = SDL_GetWindowFromID(window)) SDL_GetWindowSize(under, &width, &height);
        if (width < 1 || height < 1) return;
        // The middle of the pixel, so that the way to a share and back ends in the same one.
        const Point place = {(static_cast<float>(x) + 0.5F) / static_cast<float>(width),
                             (static_cast<float>(y) + 0.5F) / static_cast<float>(height)};
        events_.emplace_back(TouchEvent{mouse, phase, place});
    }

    std::vector<ScreenEvent> events_;  ///< not handed out yet
};

}  // namespace

std::unique_ptr<EventSource> make_sdl_events() {
    return std::make_unique<SdlEvents>();
}

}  // namespace kiosk
