#include <algorithm>

#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/controls.h"

namespace kiosk::scenes {
namespace {

/// What the scene says, from the bottom upwards: welcome, date, time. The art takes what is left.
struct Layout {
    TextSpec name;  ///< of the screen, at the end of the lowest line
    TextExtent name_extent;
    TextSpec welcome;
    float welcome_height = 0;
    TextSpec date;  ///< in its place the welcome, when the clock is not trusted
    float date_y = 0;
    TextSpec time;
    TextExtent time_extent;
    float time_bottom = 0;
    float time_top = 0;
    float foot = 0;  ///< lower edge of the words
    float button_top = 0;
    float art_left = 0;

    [[nodiscard]] bool has_name() const { return name_extent.width > 0; }
};

std::string welcome_words(const Composer& composer) {
    const content::Venue& venue = content::text_in(composer.edition().venue, composer.language(), composer.edition());
    return venue.welcome.empty() ? composer.words("clock.welcome") : venue.welcome;
}

Layout lay_out(const Composer& composer, const std::string& welcome) {
    Layout layout;
    const float margin = composer.u(composer.tokens().margin_x);
    const bool has_clock = composer.view().clock_trusted;
    layout.name = composer.spec(isolate(composer.screen().name), composer.scale().label, 400);
    if (!composer.screen().name.empty()) layout.name_extent = composer.measure(layout.name);
    layout.welcome = composer.spec(welcome, composer.scale().label, 400);
    layout.welcome.width =
        composer.width() - 2 * margin - layout.name_extent.width - composer.u(layout.has_name() ? 3 : 0);
    layout.welcome.max_lines = 2;
    layout.welcome_height = composer.measure(layout.welcome).height;
    const float bottom = composer.height() - composer.u(4.2F);
    layout.button_top = bottom - button_height(composer);
    layout.foot = composer.screen().has_touch ? layout.button_top - composer.u(2.6F) : bottom;

    layout.date = composer.spec(has_clock ? full_date(composer.local_now().date, composer.language()) : welcome,
                                has_clock ? composer.scale().article_title * 0.94F : composer.scale().h1, 700,
                                Typeface::head, Leading::head);
    layout.art_left = composer.is_portrait() ? composer.width() : composer.width() * 0.52F;
    layout.date.width = layout.art_left - margin - (composer.is_portrait() ? margin : composer.u(3));
    layout.date.max_lines = 3;
    layout.date_y = layout.foot - layout.welcome_height - composer.u(5.4F) - composer.measure(layout.date).height;

    layout.time = composer.spec(has_clock ? clock_time(composer.view().now, composer.edition().zone) : "",
                                composer.scale().clock_xl, 700, Typeface::ui, Leading::head);
    layout.time.language = content::Language::en;  // the same digits everywhere, without the air other scripts need
    layout.time.style.letter_spacing = -0.035F;
    layout.time_extent = composer.measure(layout.time);
    layout.time_bottom = layout.date_y - composer.u(4.2F);
    layout.time_top = has_clock ? layout.time_bottom - layout.time_extent.cap_height : layout.date_y;
    return layout;
}

/// Art above the words in portrait, beside them in landscape.
void draw_lines(Composer& composer, const Layout& layout, float mark_bottom) {
    const TopicLook& look = composer.tokens().look("events", composer.view().theme);
    const Rect art = composer.is_portrait()
                         ? Rect{0, mark_bottom + composer.u(4), composer.width(),
                                layout.time_top - composer.u(7) - mark_bottom - composer.u(4)}
                         : Rect{layout.art_left, 0, composer.width() - layout.art_left,
                                layout.has_name() ? layout.foot - layout.name_extent.height - composer.u(2)
                                                  : (composer.screen().has_touch ? layout.foot : composer.height())};
    if (art.height > composer.u(20)) draw_art(composer, art, look, ArtShape::confluence, art_seed("clock"));
}

}  // namespace

void clock(Composer& composer) {
    const Palette& palette = composer.palette();
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    composer.fill({0, 0, composer.width(), composer.height()}, palette.navy);
    composer.target({0, 0, composer.width(), composer.height()}, Action::open_home, "",
                    composer.words("attract.explore"), -1);

    const std::string welcome = welcome_words(composer);
    const bool has_clock = composer.view().clock_trusted;
    if (has_clock) {
        composer.speak(clock_time(composer.view().now, composer.edition().zone));
        composer.speak(full_date(composer.local_now().date, composer.language()));
    }
    composer.speak(welcome);

    Layout layout = lay_out(composer, welcome);
    const Rect mark_box{margin, composer.u(header_top), inner, composer.u(header_height) * composer.text_factor()};
    draw_lines(composer, layout, mark_box.bottom());
    const content::Wordmark& wordmark =
        content::text_in(composer.edition().wordmark, composer.language(), composer.edition());
    Rect words_box = mark_box;
    if (!composer.is_portrait()) words_box.width = layout.art_left - margin - composer.u(3);
    draw_wordmark(composer, words_box, wordmark.name.empty() ? composer.words("app.default_wordmark") : wordmark.name,
                  wordmark.unit, Ground::navy);
    if (has_clock) {
        composer.text(margin, layout.time_bottom - layout.time_extent.first_baseline, std::move(layout.time),
                      palette.on_navy, 0);
        composer.changes_each_minute();
    }
    composer.text(margin, layout.date_y, std::move(layout.date), palette.on_navy, 1);
    if (has_clock) {
        if (!composer.is_portrait()) layout.welcome.width = std::min(layout.welcome.width, layout.art_left - margin);
        composer.text(margin, layout.foot - layout.welcome_height, std::move(layout.welcome), palette.on_navy2, 2);
    }
    draw_accessibility_button(composer, composer.width() - margin, layout.button_top, Ground::navy);
    if (layout.has_name()) {
        composer.text(composer.width() - margin - layout.name_extent.width, layout.foot - layout.name_extent.height,
                      std::move(layout.name), palette.on_navy2);
    }
}

}  // namespace kiosk::scenes
