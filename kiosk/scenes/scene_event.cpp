#include <algorithm>
#include <array>

#include "kiosk/items/event_facts.h"
#include "kiosk/items/event_grid.h"
#include "kiosk/loop/programme.h"
#include "kiosk/scenes/scenes.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/addresses.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/browse_bar.h"
#include "kiosk/widgets/browse_head.h"
#include "kiosk/widgets/browse_parts.h"
#include "kiosk/widgets/chrome.h"
#include "kiosk/widgets/columns.h"
#include "kiosk/widgets/icons.h"
#include "kiosk/widgets/labels.h"
#include "kiosk/widgets/lists.h"

namespace kiosk::scenes {
namespace {

constexpr float share = 0.62F;
constexpr float title_size = 5.8F;    // u
constexpr float min_title = 4.9F;     // u
constexpr float code_side = 46;       // u
constexpr float min_code_side = 30;   // u
constexpr float clear_margin = 2.4F;  // u around the code, free of lines
constexpr int description_lines = 4;
constexpr int min_description_lines = 2;

struct Block {
    TextSpec title;
    TextSpec description;
    std::string more;  ///< where the rest of the description is
    Grid grid;
    float kicker_height = 0;
    float under_kicker = 0;
    float under_title = 0;
    float height = 0;
};

struct Choices {
    float title_token = title_size;
    int lines = description_lines;  ///< of the description; 0: left out
    std::size_t facts = 4;
    int title_lines = 4;
    CellStyle cells = CellStyle::full;
};

/// Topic and kind, and the language where it is not the wanted one.
struct Heading {
    std::string name;
    std::string detail;
};

Heading heading_of(const Composer& composer, const content::Event& event, const content::EventText& text) {
    Heading heading{composer.topic_name(event.topic), other_language(composer)};
    if (!text.kind.empty()) heading.name += (heading.name.empty() ? "" : " · ") + text.kind;
    return heading;
}

Block lay_out(Composer& composer, const Heading& heading, const content::EventText& text,
              const std::vector<Fact>& facts, float width, const Choices& choices) {
    Block block;
    block.title = composer.spec(text.title, choices.title_token, 700, Typeface::head, Leading::head);
    block.title.width = width;
    block.title.max_lines = choices.title_lines;
    block.title.balance = Balance::even;
    block.kicker_height = kicker_height(composer, width, heading.name, heading.detail);
    const auto last = facts.begin() + static_cast<std::ptrdiff_t>(std::min(choices.facts, facts.size()));
    block.grid = make_grid(composer, {facts.begin(), last}, width, choices.cells);
    const bool is_terse = choices.cells == CellStyle::terse;
    block.under_kicker = composer.u(is_terse ? 0.8F : 1.6F);
    block.under_title = composer.u(is_terse ? 1.0F : 2.4F);
    block.height = block.kicker_height + block.under_kicker + composer.measure(block.title).height + block.under_title +
                   block.grid.height;
    if (!text.description.empty() && choices.lines > 0) {
        block.description =
            composer.spec(text.description, composer.scale().row_title * 1.03F, 400, Typeface::ui, Leading::body);
        block.description.width = width;
        block.description.max_lines = choices.lines;
        const TextExtent extent = composer.measure(block.description);
        block.height += composer.u(2.2F) + extent.height;
        if (extent.truncated) {
            block.more = composer.words("event.more_on_phone");
            block.height += composer.measure(composer.spec(block.more, composer.scale().label, 600)).height;
        }
    }
    return block;
}

Block fit(Composer& composer, const Heading& heading, const content::EventText& text, const std::vector<Fact>& facts,
          float width, float height) {
    // The floor goes before any fact. When and where stay to the last; even the title gives way to them.
    constexpr std::array<Choices, 9> order = {{{},
                                               {title_size, min_description_lines, 4, 4},
                                               {title_size, 0, 4, 4},
                                               {min_title, 0, 4, 4},
                                               {min_title, 0, 4, 3, CellStyle::terse},
                                               {min_title, 0, 3, 3, CellStyle::terse},
                                               {min_title, 0, 2, 3, CellStyle::terse},
                                               {min_title, 0, 2, 2, CellStyle::terse},
                                               {min_title, 0, 2, 1, CellStyle::terse}}};
    Block block;
    for (const Choices& choices : order) {
        block = lay_out(composer, heading, text, facts, width, choices);
        if (block.height <= height) break;
    }
    return block;
}

void draw_block(Composer& composer, const content::Event& event, const Block& block, float x, float y, float width) {
    const Palette& palette = composer.palette();
    const content::EventText& text = content::text_in(event.texts, composer.language(), composer.edition());
    const Heading heading = heading_of(composer, event, text);
    draw_kicker(composer, x, y, width, composer.look(event.topic), heading.name, heading.detail);
    y += block.kicker_height + block.under_kicker;
    y = composer.text(x, y, block.title, palette.ink, 1).bottom() + block.under_title;
    if (!block.grid.rows.empty()) draw_grid(composer, block.grid, x, y, width);
    y += block.grid.height;
    if (block.description.text.empty()) return;
    y = composer.text(x, y + composer.u(2.2F), block.description, palette.ink2, 3).bottom();
    if (!block.more.empty()) {
        composer.text(x, y, composer.spec(block.more, composer.scale().label, 600), palette.blue, 3);
    }
}

/// Back to the programme at the start, date and clock at the end; returns the bottom.
float draw_event_header(Composer& composer, const Rect& box, const InList& list) {
    if (composer.view().browsing) return draw_item_header(composer, box, list);
    const float taken = draw_date_and_clock(composer, box, Ground::paper);
    TextSpec back = composer.spec(composer.words("event.programme"), composer.scale().button, 600);
    const float icon = composer.type(composer.scale().button) * 1.2F;
    back.width = box.width - taken - icon - composer.u(3.2F);
    back.max_lines = 1;
    draw_icon(composer, Icon::chevron_back, {box.x, box.y + (box.height - icon) / 2, icon, icon},
              composer.palette().ink);
    const float label_x = box.x + icon + composer.u(1.2F);
    const std::string label = back.text;
    const float label_y = box.y + (box.height - composer.measure(back).height) / 2;
    const Rect words = composer.text(label_x, label_y, std::move(back), composer.palette().ink);
    const float height = std::max(box.height, composer.u(composer.tokens().target_height));
    composer.target(
        {box.x - composer.u(2), box.y + (box.height - height) / 2, words.right() - box.x + composer.u(4), height},
        Action::open_programme, "", label);
    return box.bottom();
}

/// What the panel offers: a calendar entry, a link, or words that say why there is neither.
struct Offer {
    std::optional<QrMatrix> code;
    std::string title;
    std::string detail;
    std::string url;  ///< printed in place of `detail`
};

/// What may be offered, the best first. The last needs no code.
std::vector<Offer> make_offers(const Composer& composer, const content::Event& event) {
    std::vector<Offer> offers;
    if (event.status == content::EventStatus::cancelled) {
        return {{std::nullopt, composer.words("programme.cancelled"), composer.words("event.see_programme"), ""}};
    }
    if (has_calendar_entry(composer, event)) {
        if (const auto payload = calendar_payload(event, composer.language(), composer.edition())) {
            offers.push_back({composer.code(*payload, QrUse::calendar), composer.words("event.add_to_calendar"),
                              composer.words("event.works_offline"), ""});
        }
    }
    // Whoever comes too late finds no meeting at an online address any more, but what was read from and recorded.
    const std::string ended = ended_words(composer, event);
    const bool leads_on = is_offered(composer, event.url) && (ended.empty() || !event.is_virtual);
    if (!event.url.empty() && leads_on) {
        const std::string title = composer.words("event.more_on_phone");
        offers.push_back({composer.code(code_address(composer, event.url), QrUse::link), title, "", event.url});
        offers.push_back({std::nullopt, title, "", event.url});
        return offers;
    }
    const std::string no_day = offers.empty() ? composer.words("event.date_to_come") : "";
    offers.push_back({std::nullopt, ended.empty() ? no_day : ended, composer.words("event.see_programme"), ""});
    return offers;
}

/// An offer laid out in a panel; `side` is that of its code in whole pixels a module, 0 when there is no room for one.
struct OfferLayout {
    TextSpec title;
    TextSpec detail;
    float side = 0;
    float width = 0;
    float title_height = 0;
    float text_height = 0;
};

OfferLayout lay_out(const Composer& composer, const Offer& offer, const Rect& panel) {
    const float margin = composer.u(clear_margin);
    const float max_width = std::min(panel.width, panel.height * 1.2F) - 4 * margin;
    OfferLayout layout;
    layout.title = composer.spec(offer.title, composer.scale().lead, 700);
    const auto set_words = [&](float width) {
        layout.width = width;
        const auto& scale = composer.scale();
        layout.detail = offer.url.empty() ? composer.spec(offer.detail, scale.label, 400)
                                          : printed_address(composer, offer.url, width,
                                                            {scale.label, scale.meta, scale.floor}, 400, 2);
        for (TextSpec* spec : {&layout.title, &layout.detail}) {
            spec->width = width;
            spec->align = Align::centre;
            spec->balance = Balance::even;
        }
        layout.title_height = offer.title.empty() ? 0 : composer.measure(layout.title).height + composer.u(0.7F);
        layout.text_height = layout.title_height + composer.measure(layout.detail).height;
    };
    if (!offer.code) {
        set_words(max_width);
        return layout;
    }
    set_words(composer.u(code_side));
    const int modules = offer.code->modules + 2 * quiet_zone;
    const float max_height = panel.height - 4 * margin - composer.u(2.2F) - layout.text_height;
    const auto least = static_cast<float>(min_module_px * modules);
    const float side = std::min({std::max(composer.u(code_side), least), max_width, max_height});
    if (side < std::max(least, composer.u(min_code_side) * 0.5F)) return layout;
    // Exactly whole pixels per module: what is over would only look like a wider margin.
    const int whole_side = static_cast<int>(side) / modules * modules;
    layout.side = static_cast<float>(whole_side);
    set_words(std::max(layout.side, std::min(max_width, composer.u(40))));
    return layout;
}

/// The first offer whose code has room: a slide asks for no camera where there is nothing to scan.
void draw_offer(Composer& composer, const Rect& panel, const content::Event& event, const TopicLook& look) {
    const Palette& palette = composer.palette();
    draw_art(composer, panel, look, art_seed(event.id));
    const float margin = composer.u(clear_margin);
    const std::vector<Offer> offers = make_offers(composer, event);
    std::size_t shown = 0;
    OfferLayout layout = lay_out(composer, offers.front(), panel);
    while (shown + 1 < offers.size() && layout.side <= 0)
        layout = lay_out(composer, offers[++shown], panel);
    const Offer& offer = offers[shown];
    const float whole = layout.text_height + (layout.side > 0 ? layout.side + composer.u(2.2F) : 0);
    const float y = panel.y + (panel.height - whole) / 2;
    const float x = panel.x + (panel.width - layout.width) / 2;
    const float clear_width = layout.side > 0 ? layout.width
                                              : std::max(offer.title.empty() ? 0 : composer.measure(layout.title).width,
                                                         composer.measure(layout.detail).width);
    composer.fill(
        {panel.x + (panel.width - clear_width) / 2 - margin, y - margin, clear_width + 2 * margin, whole + 2 * margin},
        look.ground, margin);
    if (layout.side > 0) {
        composer.qr({panel.x + (panel.width - layout.side) / 2, y, layout.side, layout.side}, *offer.code,
                    composer.u(composer.tokens().radius_m));
    }
    const float text_y = y + whole - layout.text_height;
    if (!offer.title.empty()) composer.text(x, text_y, layout.title, palette.on_navy, 3);
    composer.text(x, text_y + layout.title_height, layout.detail, palette.on_navy2, 4);
}

/// The other events of its day.
InList list_of(const Composer& composer, const content::Event& event) {
    InList list{Action::open_event, {}};
    const std::string& zone = composer.edition().zone;
    content::Date day;
    if (const auto* timed = std::get_if<content::TimedSpan>(&event.when)) {
        day = content::to_local(timed->start, zone).date;
    } else if (const auto* days = std::get_if<content::DaySpan>(&event.when)) {
        day = days->first;
    } else {
        return list;
    }
    const View& view = composer.view();
    const Programme programme =
        make_day_programme(composer.pack(), composer.screen().groups, day, view.now, view.clock_trusted);
    std::vector<const content::Event*> events;
    for (const ProgrammeRow& row : programme.rows)
        events.push_back(row.event);
    list.neighbours = neighbours_of(events, event.id);
    return list;
}

void speak(Composer& composer, const content::Event& event) {
    const content::EventText& text = content::text_in(event.texts, composer.language(), composer.edition());
    composer.speak(text.title);
    for (const Fact& fact : event_facts(composer, event)) {
        composer.speak(fact.label + ": " + fact.value + (fact.detail.empty() ? "" : ", " + fact.detail));
        composer.speak(fact.tag);
        if (fact.direction) composer.speak(spoken_direction(composer, *fact.direction));
    }
    composer.speak(text.description);
}

}  // namespace

void event(Composer& composer, const content::Event& event) {
    const TopicLook& look = composer.look(event.topic);
    const content::EventText& text = content::text_in(event.texts, composer.language(), composer.edition());
    composer.fill({0, 0, composer.width(), composer.height()}, composer.palette().paper);
    attract_target(composer, {0, 0, composer.width(), composer.height()}, Action::open_home, "",
                   composer.words("attract.explore"), -1);
    const InList list = list_of(composer, event);
    speak(composer, event);
    const std::vector<Fact> facts = event_facts(composer, event);
    if (!composer.is_portrait()) {
        const Columns columns = split_columns(composer, share);
        const Rect& column = columns.text;
        const float top = draw_event_header(composer, header_box(composer, column), list) + composer.u(1.0F);
        const float bottom = draw_scene_bottom(composer, BarPlace::programme, column.x, column.width,
                                               composer.height() - composer.u(bottom_margin), list) -
                             composer.u(2.0F);
        const Block block = fit(composer, heading_of(composer, event, text), text, facts, column.width, bottom - top);
        draw_block(composer, event, block, column.x, top + std::max(0.0F, (bottom - top - block.height) * 0.4F),
                   column.width);
        draw_offer(composer, columns.panel, event, look);
        return;
    }
    const float margin = composer.u(composer.tokens().margin_x);
    const Rect column{margin, 0, composer.width() - 2 * margin, composer.height()};
    const float top = draw_event_header(composer, header_box(composer, column), list) + composer.u(1.6F);
    const float bottom = draw_scene_bottom(composer, BarPlace::programme, column.x, column.width,
                                           composer.height() - composer.u(bottom_margin), list) -
                         (composer.view().browsing ? 0 : composer.u(2.9F));
    const float min_panel = composer.u(composer.is_compact() ? 52 : 62);
    const Block block = fit(composer, heading_of(composer, event, text), text, facts, column.width,
                            bottom - top - min_panel - composer.u(3.6F));
    draw_block(composer, event, block, column.x, top, column.width);
    const float panel_top = top + block.height + composer.u(3.6F);
    draw_offer(composer, {0, panel_top, composer.width(), bottom - panel_top}, event, look);
}

}  // namespace kiosk::scenes
