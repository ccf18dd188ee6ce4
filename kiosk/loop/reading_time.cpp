#include "kiosk/loop/reading_time.h"

#include <algorithm>
#include <cmath>

#include "content/base/text.h"
#include "kiosk/text/theme.h"

namespace kiosk {

namespace {

/// Reading aloud, young natives with normal sight: IReST (Trauzettel-Klosinski and Dietz 2012). Words per minute,
/// Chinese in characters.
double reading_rate(content::Language language) {
    switch (language) {
        case content::Language::ar: return 138;
        case content::Language::zh: return 255;
        case content::Language::en: return 228;
        case content::Language::fr: return 195;
        case content::Language::ru: return 184;
        case content::Language::es: return 218;
        case content::Language::de: return 179;
    }
    return 138;
}

std::size_t reading_length(std::string_view text, content::Language language) {
    if (language != content::Language::zh) return content::count_words(text);
    std::size_t spaces = 0;
    for (const char c : text)
        spaces += c == ' ' || c == '\n' || c == '\t' ? 1 : 0;
    return content::count_characters(text) - spaces;
}

}  // namespace

double time_to_read(std::string_view text, content::Language language) {
    return 60.0 * static_cast<double>(reading_length(text, language)) / reading_rate(language);
}

int reading_seconds(std::string_view headline, std::string_view gist, content::Language language, bool has_code) {
    constexpr double find_the_text = 3.0;
    constexpr double take_out_phone = 4.0;
    constexpr double second_language_allowance = 1.15;
    const Timing& time = default_tokens().time;
    const auto length = static_cast<double>(reading_length(headline, language) + reading_length(gist, language));
    const double seconds = find_the_text + second_language_allowance * 60.0 * length / reading_rate(language) +
                           (has_code ? take_out_phone : 0.0);
    return static_cast<int>(std::clamp(std::lround(seconds), long{time.slide_min}, long{time.slide_max}));
}

}  // namespace kiosk
