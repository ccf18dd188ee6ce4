#include "kiosk/widgets/chrome.h"

#include <algorithm>
#include <cmath>

#include "kiosk/frame/path.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/controls.h"
#include "kiosk/widgets/icons.h"

namespace kiosk {
namespace {

constexpr std::size_t mark_lines = 6;
constexpr auto saved_shown_as_date_after = std::chrono::hours(24);

struct Inks {
    Colour strong;
    Colour normal;
    Colour quiet;
};

Inks inks_on(const Composer& composer, Ground ground) {
    const Palette& palette = composer.palette();
    if (ground == Ground::paper) return {palette.ink, palette.ink2, palette.ink3};
    return {palette.on_navy, palette.on_navy2, palette.on_navy2};
}

/// The index of the frame's line, or past the end for a host language.
std::size_t lit_line(const Composer& composer) {
    return static_cast<std::size_t>(composer.language());
}

/// Our own mark: a quarter circle of six lines.
void draw_mark(Composer& composer, const Rect& box, Colour colour) {
    const float thickness = box.width * 0.094F;
    const float pitch = box.width * 0.172F;
    for (std::size_t line = 0; line < mark_lines; ++line) {
        const float radius = box.width - thickness / 2 - static_cast<float>(line) * pitch;
        Stroke stroke;
        stroke.points = Path().arc({box.right(), box.bottom()}, radius, 180, 270).take();
        stroke.width = thickness;
        stroke.colour = line == lit_line(composer) ? composer.palette().sun : colour;
        composer.stroke(std::move(stroke));
    }
}

/// A piece of one line of the header, set from the end side.
struct Piece {
    TextSpec spec;
    TextExtent extent;
    Colour colour;
};

Piece make_piece(Composer& composer, TextSpec spec, Colour colour) {
    const TextExtent extent = composer.measure(spec);
    return {std::move(spec), extent, colour};
}

/// Places `piece` so that it ends at `end` and stands on `baseline`; returns where it begins.
float place_before(Composer& composer, const Piece& piece, float end, float baseline) {
    const float x = end - piece.extent.width;
    composer.text(x, baseline - piece.extent.first_baseline, piece.spec, piece.colour);
    return x;
}

std::string saved_words(const Composer& composer) {
    const content::Instant saved = *composer.view().saved_at;
    const std::string& zone = composer.edition().zone;
    const bool is_old = composer.view().now - saved > saved_shown_as_date_after;
    return composer.words("attract.saved_at",
                          {{"time", is_old ? day_month(content::to_local(saved, zone).date, composer.language())
                                           : clock_time(saved, zone)}});
}

}  // namespace

float draw_date_and_clock(Composer& composer, const Rect& box, Ground ground) {
    const Inks inks = inks_on(composer, ground);
    const TypeScale& scale = composer.scale();
    const bool has_badge = composer.view().saved_at.has_value();
    const float middle = box.y + box.height / 2;
    const float most = box.width * 0.62F;
    float start = box.right();
    float baseline = middle + composer.type(scale.label) * 0.36F;
    float lowest = baseline;
    if (composer.view().clock_trusted) {
        const float clock_size = ground == Ground::navy ? 4.2F : scale.lead;
        const Piece clock = make_piece(
            composer, composer.spec(clock_time(composer.view().now, composer.edition().zone), clock_size, 650),
            inks.strong);
        const Piece date = make_piece(
            composer, composer.spec(short_date(composer.local_now().date, composer.language()), scale.label, 400),
            inks.normal);
        const float gap = composer.u(1.6F);
        baseline = middle + clock.extent.cap_height / 2;
        const bool in_one_line = clock.extent.width + gap + date.extent.width <= most;
        if (!in_one_line) baseline -= date.extent.height / 2;
        start = place_before(composer, clock, box.right(), baseline);
        if (in_one_line) {
            start = place_before(composer, date, start - gap, baseline);
            lowest = baseline;
        } else {
            lowest = baseline + date.extent.height;
            start = std::min(start, place_before(composer, date, box.right(), lowest));
        }
        composer.changes_each_minute();
    }
    if (has_badge) {
        const Piece badge = make_piece(composer, composer.spec(saved_words(composer), scale.meta, 400), inks.quiet);
        const float icon = composer.type(scale.label);
        const float whole = badge.extent.width + icon + composer.u(0.8F);
        const float before = start - composer.u(2.6F);
        const bool beside = box.right() - before + whole <= most;
        const float end = beside ? before : box.right();
        if (!beside) lowest += badge.extent.height;
        const float x = place_before(composer, badge, end, beside ? baseline : lowest) - composer.u(0.8F) - icon;
        const float cap_middle = (beside ? baseline : lowest) - badge.extent.cap_height / 2;
        draw_icon(composer, Icon::offline, {x, cap_middle - icon / 2, icon, icon}, inks.quiet);
        start = std::min(start, x);
    }
    return box.right() - start;
}

float draw_wordmark(Composer& composer, const Rect& box, const std::string& name, const std::string& unit,
                    Ground ground) {
    const Inks inks = inks_on(composer, ground);
    const float mark = composer.u(4.3F) * std::min(composer.text_factor(), 1.3F);
    const float text_x = box.x + mark + composer.u(1.6F);
    const float text_width = box.right() - text_x;
    draw_mark(composer, {box.x, box.y + (box.height - mark) / 2, mark, mark}, inks.strong);
    // A name is smaller before any of it is cut.
    const auto fitting = [&](const std::string& words, int weight, int lines) {
        TextSpec spec;
        for (const float token : {composer.scale().label, composer.scale().meta, composer.scale().floor}) {
            spec = composer.spec(words, token, weight);
            spec.width = text_width;
            spec.max_lines = lines;
            if (!composer.measure(spec).truncated) break;
        }
        return spec;
    };
    const TextSpec first = fitting(name, 700, unit.empty() ? 2 : 1);
    const TextSpec second = fitting(unit, 400, 1);
    const float first_height = composer.measure(first).height;
    // The two lines belong together: closer than two paragraphs would stand.
    const float tightened = unit.empty() ? 0 : first_height * 0.06F;
    const float whole = first_height + (unit.empty() ? 0 : composer.measure(second).height - tightened);
    const float y = box.y + (box.height - whole) / 2;
    float right = composer.text(text_x, y, first, inks.strong).right();
    if (!unit.empty()) {
        right = std::max(right, composer.text(text_x, y + first_height - tightened, second, inks.normal).right());
    }
    return right - box.x;
}

float draw_header(Composer& composer, const Rect& box, Ground ground) {
    const float end_width = draw_date_and_clock(composer, box, ground);
    const content::Wordmark& wordmark =
        content::text_in(composer.edition().wordmark, composer.language(), composer.edition());
    const Rect rest{box.x, box.y, box.width - end_width - composer.u(2.0F), box.height};
    if (wordmark.name.empty()) {
        draw_wordmark(composer, rest, composer.words("app.default_wordmark"), "", ground);
    } else {
        draw_wordmark(composer, rest, wordmark.name, wordmark.unit, ground);
    }
    return box.bottom();
}

namespace {

constexpr float band_rule = 3.2F;        // u
constexpr float low_rule = 2.0F;         // u, of a band of one row
constexpr float top_of_low_band = 2.0F;  // u
constexpr float clock_share = 0.2F;      // of a band of one row

/// Large words, little height: title, tabs, date and clock share one row, and the mark is left out.
TitleBand draw_one_row_band(Composer& composer, const std::string& title, float tabs_width) {
    const float margin = composer.u(composer.tokens().margin_x);
    const float inner = composer.width() - 2 * margin;
    const float gap = composer.u(3);
    const float clock_width = inner * clock_share;
    const float title_width = inner - clock_width - gap - (tabs_width > 0 ? tabs_width + gap : 0);
    TextSpec spec;
    for (const float token : {composer.scale().programme_title, composer.scale().sheet_title, composer.scale().lead,
                              composer.scale().label}) {
        spec = composer.spec(title, token, 700, Typeface::head, Leading::head);
        spec.width = title_width;
        const TextExtent extent = composer.measure(spec);
        if (extent.lines <= (token > composer.scale().lead ? 1 : 2) && !extent.truncated) break;
    }
    const float title_height = composer.measure(spec).height;
    const float clock_height = composer.measure(composer.spec("0", 4.2F, 650)).height +
                               composer.measure(composer.spec("0", composer.scale().label, 400)).height;
    const Rect row{margin, composer.u(top_of_low_band), inner,
                   std::max({title_height, clock_height, button_height(composer)})};
    TitleBand band;
    const float bottom = row.bottom() + composer.u(0.8F);
    band.bottom = bottom + composer.u(low_rule);
    composer.fill({0, 0, composer.width(), band.bottom}, composer.palette().navy);
    composer.text(margin, row.y + (row.height - title_height) / 2, std::move(spec), composer.palette().on_navy, 0);
    draw_date_and_clock(composer, {row.right() - clock_width, row.y, clock_width, row.height}, Ground::navy);
    if (tabs_width > 0) {
        band.tabs = {margin + title_width + gap, row.y + (row.height - button_height(composer)) / 2, tabs_width,
                     button_height(composer)};
    }
    draw_six_line_rule(composer, bottom, composer.u(low_rule));
    return band;
}

}  // namespace

TitleBand draw_title_band(Composer& composer, const std::string& title, const std::string& subtitle, float tabs_width) {
    if (composer.is_compact() && !composer.is_portrait()) return draw_one_row_band(composer, title, tabs_width);
    const Tokens& tokens = composer.tokens();
    const Palette& palette = composer.palette();
    const float margin = composer.u(tokens.margin_x);
    const float inner = composer.width() - 2 * margin;
    const float growth = composer.text_factor();
    const Rect header{margin, composer.u(2.9F), inner, composer.u(6.8F) * growth};
    const bool tabs_beside = tabs_width > 0 && !composer.is_portrait() && tabs_width < inner * 0.5F;

    TextSpec title_spec = composer.spec(title, composer.scale().programme_title, 700, Typeface::head, Leading::head);
    title_spec.width = inner - (tabs_beside ? tabs_width + composer.u(tokens.margin_x) : 0);
    title_spec.max_lines = 2;
    TextSpec subtitle_spec = composer.spec(subtitle, composer.scale().gist * 0.88F, 400);
    subtitle_spec.width = title_spec.width;
    subtitle_spec.max_lines = 1;
    const float title_y = header.bottom() + composer.u(0.9F);
    const float title_height = composer.measure(title_spec).height;
    const float subtitle_y = title_y + title_height + composer.u(0.2F);
    const float text_bottom = subtitle_y + (subtitle.empty() ? 0 : composer.measure(subtitle_spec).height);

    TitleBand band;
    float bottom = text_bottom + composer.u(2.3F);
    if (tabs_beside) {
        band.tabs = {composer.width() - margin - tabs_width, text_bottom - button_height(composer), tabs_width,
                     button_height(composer)};
        if (band.tabs.y < header.bottom()) band.tabs.y = header.bottom();
        bottom = std::max(bottom, band.tabs.bottom() + composer.u(2.3F));
    } else if (tabs_width > 0) {
        band.tabs = {margin, text_bottom + composer.u(2.0F), std::min(tabs_width, inner), button_height(composer)};
        bottom = band.tabs.bottom() + composer.u(3.2F);
    }
    const float rule = composer.u(band_rule);
    composer.fill({0, 0, composer.width(), bottom + rule}, palette.navy);
    draw_header(composer, header, Ground::navy);
    composer.text(margin, title_y, std::move(title_spec), palette.on_navy, 0);
    if (!subtitle.empty()) composer.text(margin, subtitle_y, std::move(subtitle_spec), palette.on_navy2, 1);
    draw_six_line_rule(composer, bottom, rule);
    band.bottom = bottom + rule;
    return band;
}

void draw_six_line_rule(Composer& composer, float y, float height) {
    if (composer.is_high_contrast()) {
        composer.fill({0, y + height - composer.u(0.4F), composer.width(), composer.u(0.4F)}, composer.palette().line);
        return;
    }
    const TopicLook& look = composer.tokens().look("events", composer.view().theme);
    const float pitch = height / static_cast<float>(mark_lines);
    for (std::size_t line = 0; line < mark_lines; ++line) {
        const float top = std::round(y + static_cast<float>(line) * pitch);
        const float bottom = std::round(y + static_cast<float>(line) * pitch + pitch * 0.7F);
        composer.fill({0, top, composer.width(), bottom - top},
                      line == lit_line(composer) ? composer.palette().sun : look.ramp[line]);
    }
}

}  // namespace kiosk
