#include "kiosk/visit/speech.h"

#include <algorithm>
#include <utility>

namespace kiosk {
namespace {

using content::Language;

enum class WritingSystem { latin, cyrillic, arabic, han };

std::optional<WritingSystem> script_of(char32_t sign) {
    const auto between = [sign](char32_t first, char32_t last) { return sign >= first && sign <= last; };
    if (between(U'a', U'z') || between(U'A', U'Z') || between(0xC0, 0x24F)) return WritingSystem::latin;
    if (between(0x400, 0x52F)) return WritingSystem::cyrillic;
    if (between(0x600, 0x6FF) || between(0x750, 0x77F)) return WritingSystem::arabic;
    if (between(0x3400, 0x9FFF) || between(0x20000, 0x3FFFF)) return WritingSystem::han;
    return std::nullopt;
}

/// The code points of UTF-8; bytes that belong to none are left out.
std::u32string signs_of(const std::string& text) {
    std::u32string signs;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t length = first < 0x80 ? 1 : (first < 0xE0 ? 2 : (first < 0xF0 ? 3 : 4));
        char32_t sign = length == 1 ? first : first & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            sign = (sign << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        signs.push_back(sign);
        i += length;
    }
    return signs;
}

bool can_say(Language language, WritingSystem script) {
    switch (language) {
        case Language::ar: return script == WritingSystem::arabic;
        case Language::zh: return script == WritingSystem::han;
        case Language::ru: return script == WritingSystem::cyrillic;
        default: return script == WritingSystem::latin;
    }
}

Language usual_language(WritingSystem script) {
    switch (script) {
        case WritingSystem::cyrillic: return Language::ru;
        case WritingSystem::arabic: return Language::ar;
        case WritingSystem::han: return Language::zh;
        case WritingSystem::latin: break;
    }
    return Language::en;
}

Sentence sentence(std::string text, Language language) {
    const Language voice = voice_of(text, language);
    return {std::move(text), voice};
}

}  // namespace

Language voice_of(const std::string& text, Language language) {
    const auto* named =
        std::ranges::find_if(content::all_languages, [&](Language one) { return content::autonym(one) == text; });
    if (named != content::all_languages.end()) return *named;
    std::optional<WritingSystem> other;
    for (const char32_t sign : signs_of(text)) {
        const auto script = script_of(sign);
        if (!script) continue;
        if (can_say(language, *script)) return language;
        if (!other) other = script;
    }
    return other ? usual_language(*other) : language;
}

void Narrator::interrupted(const std::string& label) {
    speaker_.stop();
    chosen_ = label;
    is_action_ = true;
}

void Narrator::repeat() {
    speaker_.stop();
    known_.reset();
}

std::vector<Sentence> Narrator::changes(const Known& before, const Known& after, const Frame& frame) const {
    const Language language = frame.spoken_language.value_or(frame.language);
    std::vector<Sentence> result;
    const bool is_place = before.scene == after.scene && before.overlay == after.overlay &&
                          before.scroll == after.scroll && before.language == after.language;
    if (!is_place) {
        for (const std::string& one : after.spoken)
            result.push_back(sentence(one, language));
        return result;
    }
    if (!is_action_) return result;
    if (after.focus != before.focus && after.focus >= 0 &&
        static_cast<std::size_t>(after.focus) < frame.targets.size()) {
        result.push_back(sentence(frame.targets[static_cast<std::size_t>(after.focus)].label, language));
        return result;
    }
    if (!chosen_.empty()) result.push_back(sentence(chosen_, language));
    for (const std::string& one : after.spoken) {
        const bool is_new = std::ranges::find(before.spoken, one) == before.spoken.end();
        if (is_new && one != chosen_) result.push_back(sentence(one, language));
    }
    return result;
}

void Narrator::follow(const Frame& frame, const Scene& scene, const std::optional<Browsing>& browsing) {
    if (!browsing || browsing->preferences.read_aloud == ReadAloud::off) {
        if (known_ || speaker_.is_speaking()) speaker_.stop();
        known_.reset();
        chosen_.clear();
        is_action_ = false;
        return;
    }
    Known now{scene, browsing->overlay, browsing->scroll, frame.language, frame.spoken, browsing->focus};
    std::vector<Sentence> words;
    if (known_) {
        words = changes(*known_, now, frame);
    } else {
        for (const std::string& one : now.spoken)
            words.push_back(sentence(one, frame.spoken_language.value_or(frame.language)));
    }
    known_ = std::move(now);
    chosen_.clear();
    is_action_ = false;
    std::erase_if(words, [](const Sentence& one) { return one.text.empty(); });
    if (!words.empty()) speaker_.say(std::move(words), browsing->preferences.volume);
}

}  // namespace kiosk
