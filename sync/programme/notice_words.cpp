#include "sync/programme/notice_words.h"

#include "content/pack/toml.h"
#include "sync/programme/embedded.h"

namespace programme {
namespace {

content::PerLanguage<std::string> words_of(const content::TomlNode& file, std::string_view key) {
    content::PerLanguage<std::string> words;
    const content::TomlNode* table = file.find(key);
    if (table == nullptr) return words;
    for (std::size_t i = 0; i < table->keys.size(); ++i) {
        if (const auto language = content::parse_language(table->keys[i])) words[*language] = table->children[i].text;
    }
    return words;
}

}  // namespace

const NoticeWords& notice_words() {
    static const NoticeWords words = [] {
        constexpr std::string_view name = "programme/notice_words.toml";
        const auto read = content::parse_toml(embedded(name), std::string(name), 1);
        return NoticeWords{words_of(read.table, "reinstated"), words_of(read.table, "new_time"),
                           words_of(read.table, "posted_by")};
    }();
    return words;
}

}  // namespace programme
