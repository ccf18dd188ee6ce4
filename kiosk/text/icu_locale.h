#pragma once

#include "content/base/language.h"

namespace kiosk {

/// The ICU locale that gives a language's dates, plurals and names: British English, Austrian German, and Arabic
/// with the Latin digits of the United Nations' style.
[[nodiscard]] constexpr const char* icu_locale(content::Language language) {
    switch (language) {
        case content::Language::ar: return "ar@numbers=latn";
        case content::Language::zh: return "zh_Hans_CN";
        case content::Language::en: return "en_GB";
        case content::Language::fr: return "fr_FR";
        case content::Language::ru: return "ru_RU";
        case content::Language::es: return "es_ES";
        case content::Language::de: return "de_AT";
    }
    return "en_GB";
}

}  // namespace kiosk
