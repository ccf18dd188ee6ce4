#include <algorithm>

#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/controls.h"

namespace kiosk::scenes {

void clock(Composer& composer) {
    const Palette& palette = composer.palette();
    const TopicLook& look = composer.tokens().look("events", composer.view().theme);
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    composer.fill({0, 0, composer.width(), composer.height()}, palette.navy);
    composer.target({0, 0, composer.width(), composer.height()}, Action::open_home, "",
                    composer.words("attract.explore"), -1);

    const content::Venue& venue = content::text_in(composer.edition().venue, composer.language(), composer.edition());
    const std::string welcome = venue.welcome.empty() ? composer.words("clock.welcome") : venue.welcome;
    const bool has_clock = composer.view().clock_trusted;

    if (has_clock) {
        composer.speak(clock_time(composer.view().now, composer.edition().zone));
        composer.speak(full_date(composer.local_now().date, composer.language()));
    }
    composer.speak(welcome);

    // From the bottom upwards: welcome, date, time. The art takes what is left.
    TextSpec name = composer.spec(isolate(composer.screen().name), composer.scale().label, 400);
    const float name_width = composer.screen().name.empty() ? 0 : composer.measure(name).width;
    TextSpec welcome_spec = composer.spec(welcome, composer.scale().label, 400);
    welcome_spec.width = inner - name_width - composer.u(name_width > 0 ? 3 : 0);
    welcome_spec.max_lines = 2;
    const float bottom = composer.height() - composer.u(4.2F);
    const float button_top = bottom - button_height(composer);
    const float foot = composer.screen().has_touch ? button_top - composer.u(2.6F) : bottom;
    const float welcome_height = composer.measure(welcome_spec).height;

    TextSpec date = composer.spec(has_clock ? full_date(composer.local_now().date, composer.language()) : welcome,
                                  has_clock ? composer.scale().reader_title * 0.94F : composer.scale().h1, 700,
                                  Typeface::head, Leading::head);
    const float art_left = composer.is_portrait() ? composer.width() : composer.width() * 0.52F;
    date.width = art_left - margin - (composer.is_portrait() ? margin : composer.u(3));
    date.max_lines = 3;
    const float date_height = composer.measure(date).height;
    const float date_y = foot - welcome_height - composer.u(5.4F) - date_height;

    TextSpec time = composer.spec(has_clock ? clock_time(composer.view().now, composer.edition().zone) : "",
                                  composer.scale().clock_xl, 700, Typeface::ui, Leading::head);
    time.language = content::Language::en;  // the same digits everywhere, without the air that other scripts need
    time.style.letter_spacing = -0.035F;
    const TextExtent time_extent = composer.measure(time);
    const float time_bottom = date_y - composer.u(4.2F);
    const float time_top = has_clock ? time_bottom - time_extent.cap_height : date_y;

    const Rect mark_box{margin, composer.u(header_top), inner, composer.u(header_height) * composer.text_factor()};
    const Rect art = composer.is_portrait()
                         ? Rect{0, mark_box.bottom() + composer.u(4), composer.width(),
                                time_top - composer.u(7) - mark_box.bottom() - composer.u(4)}
                         : Rect{art_left, 0, composer.width() - art_left,
                                name_width > 0 ? foot - composer.measure(name).height - composer.u(2)
                                               : (composer.screen().has_touch ? foot : composer.height())};
    if (art.height > composer.u(20)) draw_art(composer, art, look, ArtShape::confluence, art_seed("clock"));

    const content::Wordmark& wordmark =
        content::text_in(composer.edition().wordmark, composer.language(), composer.edition());
    Rect words_box = mark_box;
    if (!composer.is_portrait()) words_box.width = art_left - margin - composer.u(3);
    draw_wordmark(composer, words_box, wordmark.name.empty() ? composer.words("app.default_wordmark") : wordmark.name,
                  wordmark.unit, Ground::navy);
    if (has_clock) {
        composer.text(margin, time_bottom - time_extent.first_baseline, std::move(time), palette.on_navy, 0);
        composer.changes_at(composer.view().now + std::chrono::seconds(60 - composer.local_now().second));
    }
    composer.text(margin, date_y, std::move(date), palette.on_navy, 1);
    if (has_clock) {
        if (!composer.is_portrait()) welcome_spec.width = std::min(welcome_spec.width, art_left - margin);
        composer.text(margin, foot - welcome_height, std::move(welcome_spec), palette.on_navy2, 2);
    }
    draw_accessibility_button(composer, composer.width() - margin, button_top, Ground::navy);
    if (name_width > 0) {
        const float height = composer.measure(name).height;
        composer.text(composer.width() - margin - name_width, foot - height, std::move(name), palette.on_navy2);
    }
}

}  // namespace kiosk::scenes
