#include "kiosk/kms/open_kms.h"

#include "kiosk/kms/display_kms.h"
#include "kiosk/kms/drm_card.h"
#include "kiosk/kms/events_kms.h"

namespace kiosk {

content::Result<KmsScreen> open_kms_screen(const PanelWish& wish, PanelRotation rotation, WithoutCard without_card,
                                           const std::function<void(const std::string&)>& log) {
    KmsScreen screen;
    screen.events = make_kms_events(log);
    EventSource& events = *screen.events;
    screen.display = make_kms_display(
        machine_cards(), wish, rotation, [&events] { events.post(Notice::window_changed); }, log);
    if (without_card == WithoutCard::fail && !screen.display->is_shown()) {
        return content::Error{
            content::Code::unavailable,
            "no display: neither X nor Wayland, and no graphics card shows pictures (/dev/dri/card*)"};
    }
    screen.console = Console::take();
    return screen;
}

}  // namespace kiosk
