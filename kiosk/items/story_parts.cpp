#include "kiosk/items/story_parts.h"

#include <array>
#include <string_view>

#include "content/base/text.h"
#include "kiosk/text/format.h"
#include "kiosk/widgets/art.h"
#include "kiosk/widgets/labels.h"
#include "kiosk/widgets/lists.h"

namespace kiosk {
namespace {

constexpr Colour credit_ground = {0, 0, 0, 184};  // 72 %: white text on it stays readable over any photo
constexpr Colour credit_ink = {255, 255, 255};

std::string comma(content::Language language) {
    if (language == content::Language::ar) return "، ";
    if (language == content::Language::zh) return "，";
    return ", ";
}

std::string joined(const std::string& first, const std::string& second, const std::string& separator) {
    if (first.empty()) return second;
    return second.empty() ? first : first + separator + second;
}

std::string date_words(const content::Story& story, content::Language language) {
    if (!story.first_day) return {};
    if (!story.last_day || *story.last_day == *story.first_day) return medium_date(*story.first_day, language);
    return date_range(*story.first_day, *story.last_day, language);
}

bool can_show_photo(const Composer& composer, const content::Story& story) {
    return story.photo && !composer.is_high_contrast() &&
           !composer.view().unusable_photos.contains(story.photo->sha256);
}

/// The credit in the frame's language. Where it is not translated its first word is: "Photo" is no name.
std::string credit_words(const Composer& composer, const content::Photo& photo) {
    // Letters beyond a to z as they may be written, and before a French colon either space.
    constexpr std::array<std::string_view, 16> beginnings = {
        "photo credit:", "photo by ", "photos by ", "photo:", "photos:", "picture:", "image:",       "credit:",
        "foto:",         "fotos:",    "фото:",      "Фото:",  "ФОТО:",   "photo :",  "photo\u00A0:", "photo\u202F:"};
    const auto translated = photo.credit_in.find(composer.language());
    if (translated != photo.credit_in.end()) return translated->second;
    const std::string lower = content::to_lower(photo.credit);
    for (const std::string_view beginning : beginnings) {
        if (!lower.starts_with(beginning)) continue;
        const std::string name(content::trim(std::string_view(photo.credit).substr(beginning.size())));
        if (!name.empty()) return composer.words("article.photo_by", {{"name", isolate(name)}});
    }
    return photo.credit;
}

}  // namespace

void draw_story_panel(Composer& composer, const Rect& rect, const content::Story& story) {
    if (!can_show_photo(composer, story)) {
        draw_art(composer, rect, composer.look(story.topic), art_seed(story.id));
        return;
    }
    composer.photo(rect, *story.photo);
    if (story.photo->credit.empty()) return;
    const float inset = composer.u(2.0F);
    TextSpec spec = composer.spec(credit_words(composer, *story.photo), composer.scale().floor, 400);
    spec.width = rect.width - 2 * inset - composer.u(2.2F);
    spec.max_lines = 1;
    const TextExtent extent = composer.measure(spec);
    const Rect tab{rect.x + inset, rect.bottom() - inset - extent.height - composer.u(0.9F),
                   extent.width + composer.u(2.2F), extent.height + composer.u(0.9F)};
    composer.fill(tab, credit_ground, composer.u(composer.tokens().radius_s));
    composer.text_in({tab.x + composer.u(1.1F), tab.y, extent.width + 1, tab.height}, std::move(spec), credit_ink);
}

std::string story_address(const Composer& composer, const content::Story& story) {
    for (const content::Hyperlink& link : story.links) {
        if (is_offered(composer, link.url)) return link.url;
    }
    return composer.edition().home_url;
}

std::string story_detail(const Composer& composer, const content::Story& story) {
    const content::Language language = composer.language();
    const content::StoryText& text = content::text_in(story.texts, language, composer.edition());
    const std::string dated = joined(text.place, date_words(story, language), comma(language));
    return joined(other_language(composer), dated, " · ");
}

}  // namespace kiosk
