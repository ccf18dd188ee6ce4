#include "kiosk/widgets/labels.h"

#include <algorithm>
#include <cmath>

#include "kiosk/frame/qr.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/addresses.h"

namespace kiosk {
namespace {

constexpr float max_plate = 42;         // u; a code that needs more is not drawn on a slide
constexpr float plate_to_words = 3.2F;  // u

Colour tag_ink(const Composer& composer, TagKind kind) {
    switch (kind) {
        case TagKind::live: return composer.palette().card;
        case TagKind::changed:
            return composer.is_high_contrast() ? composer.palette().paper : composer.palette().notice_ink;
        case TagKind::cancelled: return composer.palette().cancel;
        case TagKind::plain: return composer.palette().ink2;
    }
    return composer.palette().ink2;
}

TextSpec tag_spec(Composer& composer, const std::string& word) {
    return composer.spec(word, composer.scale().meta, 650);
}

float dot_space(const Composer& composer, TagKind kind) {
    return kind == TagKind::live ? composer.u(1.5F) : 0;
}

/// Title, address and hint, one under the other. What has no room is left out from the end.
struct PlateWords {
    TextSpec title;
    TextSpec address;
    TextSpec hint;
    float title_height = 0;
    float address_height = 0;
    float hint_height = 0;
};

}  // namespace

void draw_code_plate(Composer& composer, const Rect& box, const std::string& url, const std::string& title,
                     const std::string& hint, float code_u) {
    const Palette& palette = composer.palette();
    Rect words_box = box;
    std::string how = url.empty() ? hint : composer.words("attract.type_address");
    const std::optional<QrMatrix> matrix =
        url.empty() ? std::nullopt : composer.code(code_address(composer, url), QrUse::link);
    if (matrix) {
        // The plate is as large as whole pixels per module make it, up to a little over what was asked for.
        const int modules = matrix->modules + 2 * quiet_zone;
        const float wanted = std::max(composer.u(code_u) * 1.08F, static_cast<float>(modules * min_module_px));
        const float most = std::min(std::max(box.height, composer.u(code_u) * 1.08F), box.width * 0.62F);
        const int module = static_cast<int>(std::min(wanted, most)) / modules;
        const auto side = static_cast<float>(module * modules);
        const Rect plate{box.x, box.y + (box.height - side) / 2, side, side};
        if (composer.qr(plate, *matrix, composer.u(composer.tokens().radius_m))) {
            const float taken = side + composer.u(plate_to_words);
            words_box = {box.x + taken, box.y, box.width - taken, box.height};
            how = hint;
        }
    }
    PlateWords words;
    words.title = composer.spec(title, composer.scale().lead, 700);
    words.title.width = words_box.width;
    words.title.balance = Balance::even;
    words.title_height = composer.measure(words.title).height;
    float whole = words.title_height;
    if (!url.empty()) {
        words.address =
            printed_address(composer, url, words_box.width,
                            {composer.scale().label, composer.scale().meta, composer.scale().floor}, 600, 2);
        words.address_height = composer.measure(words.address).height + composer.u(1.3F);
        whole += words.address_height;
    }
    if (!how.empty()) {
        words.hint = composer.spec(how, composer.scale().meta * 1.05F, 400);
        words.hint.width = words_box.width;
        words.hint_height = composer.measure(words.hint).height + composer.u(0.9F);
        if (whole + words.hint_height > box.height) words.hint_height = 0;
        whole += words.hint_height;
    }
    if (whole > box.height && words.address_height > 0) {
        // At the largest text the address alone says where to go.
        words.title.style.size = composer.type(composer.scale().label);
        words.title.max_lines = 2;
        whole -= words.title_height;
        words.title_height = composer.measure(words.title).height;
        whole += words.title_height;
    }
    float y = box.y + std::max(0.0F, (box.height - whole) / 2);
    composer.text(words_box.x, y, words.title, palette.on_navy, 3);
    y += words.title_height;
    if (words.address_height > 0) composer.text(words_box.x, y + composer.u(1.3F), words.address, palette.on_navy, 4);
    y += words.address_height;
    if (words.hint_height > 0) composer.text(words_box.x, y + composer.u(0.9F), words.hint, palette.on_navy2, 5);
}

float code_plate_height(const Composer& composer, const std::string& url, float code_u) {
    const float usual = composer.u(code_u);
    const float needed = code_needs(composer, url);
    return needed > usual && needed <= composer.u(max_plate) ? needed + 1 : usual;  // rounding costs a pixel
}

Size measure_tag(Composer& composer, const std::string& word, TagKind kind) {
    const TextExtent extent = composer.measure(tag_spec(composer, word));
    return {static_cast<int>(extent.width + composer.u(2.8F) + dot_space(composer, kind) + 1),
            static_cast<int>(extent.height + composer.u(1.2F) + 1)};
}

Rect draw_tag(Composer& composer, float x, float y, const std::string& word, TagKind kind) {
    const Palette& palette = composer.palette();
    const Size size = measure_tag(composer, word, kind);
    const Rect rect{x, y, static_cast<float>(size.width), static_cast<float>(size.height)};
    const float radius = rect.height / 2;
    if (kind == TagKind::live) composer.fill(rect, palette.live, radius);
    if (kind == TagKind::changed) composer.fill(rect, palette.sun, radius);
    if (kind == TagKind::cancelled) composer.outline(rect, palette.cancel, composer.u(0.16F), radius);
    if (kind == TagKind::plain) composer.outline(rect, palette.ink3, composer.hairline(), radius);
    float text_x = x + composer.u(1.4F);
    if (kind == TagKind::live) {
        const float dot = composer.u(0.95F);
        composer.fill({text_x - composer.u(0.2F), y + (rect.height - dot) / 2, dot, dot},
                      composer.is_high_contrast() ? palette.paper : palette.sun, dot / 2);
        text_x += dot_space(composer, kind);
    }
    TextSpec spec = tag_spec(composer, word);
    const float height = composer.measure(spec).height;
    composer.text(text_x, y + (rect.height - height) / 2, std::move(spec), tag_ink(composer, kind));
    return rect;
}

namespace {

constexpr float kicker_bar = 4.4F;  // u
constexpr float kicker_gap = 1.3F;  // u

/// Name and detail of a kicker, measured: the detail stands behind the name, or under it where the line is too short.
struct Kicker {
    TextSpec name;
    TextSpec detail;
    float name_x = 0;
    float detail_x = 0;
    float detail_y = 0;
    float height = 0;
};

Kicker measure_kicker(const Composer& composer, float width, const std::string& name, const std::string& detail) {
    Kicker kicker;
    const float bar = composer.u(kicker_bar);
    const float gap = composer.u(kicker_gap);
    kicker.name = composer.spec(name, composer.scale().label, 650);
    kicker.detail = composer.spec(detail, composer.scale().label, 400);
    kicker.height = composer.measure(composer.spec("x", composer.scale().label, 650)).height;
    kicker.name_x = name.empty() ? bar : bar + gap;
    const float behind = kicker.name_x + composer.measure(kicker.name).width + (name.empty() ? 0 : gap);
    const float rest = width - std::min(behind, width);
    kicker.name.width = width - kicker.name_x;
    kicker.name.max_lines = 1;
    kicker.detail_x = name.empty() ? bar + gap : behind;
    kicker.detail.width = rest;
    if (detail.empty() || composer.measure(composer.spec(detail, composer.scale().label, 400)).width <= rest)
        return kicker;
    kicker.detail_x = 0;
    kicker.detail_y = kicker.height + composer.u(0.4F);
    kicker.detail.width = width;
    kicker.height = kicker.detail_y + composer.measure(kicker.detail).height;
    return kicker;
}

}  // namespace

std::string other_language(const Composer& composer) {
    const content::Language language = composer.language();
    if (language == composer.view().language) return {};
    return composer.words("attract.other_language", {{"language", language_name(language, language)}});
}

std::string call_kind(const Composer& composer) {
    return composer.words(composer.view().clock_trusted ? "call.open_call" : "call.call");
}

float kicker_height(const Composer& composer, float width, const std::string& name, const std::string& detail) {
    return measure_kicker(composer, width, name, detail).height;
}

float draw_kicker(Composer& composer, float x, float y, float width, const TopicLook& look, const std::string& name,
                  const std::string& detail) {
    Kicker kicker = measure_kicker(composer, width, name, detail);
    const TextExtent extent = composer.measure(kicker.name);
    const float middle = y + extent.first_baseline - extent.cap_height / 2;
    const float thickness = std::max(2.0F, std::round(composer.u(0.5F)));
    composer.fill({x, std::round(middle - thickness / 2), composer.u(kicker_bar), thickness}, look.ink);
    if (!name.empty()) composer.text(x + kicker.name_x, y, std::move(kicker.name), look.ink, 0);
    if (!detail.empty())
        composer.text(x + kicker.detail_x, y + kicker.detail_y, std::move(kicker.detail), composer.palette().ink3, 0);
    return y + kicker.height;
}

}  // namespace kiosk
