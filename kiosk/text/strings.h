#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "content/base/language.h"
#include "content/base/result.h"

/// The interface's own words: assets/strings/<language>.toml, ICU MessageFormat patterns, built into the program.
/// Items' words are not here.
namespace kiosk {

using Argument = std::variant<std::int64_t, std::string>;
using Arguments = std::map<std::string, Argument, std::less<>>;

class Strings {
public:
    virtual ~Strings() = default;
    /// The message `key` ("board.ends_in") in `language`, its arguments filled in. A key is a literal of our own code:
    /// an unknown one is a bug (assert); a test proves that all catalogues hold the same keys and arguments. A language
    /// that lacks the key borrows the English words.
    [[nodiscard]] virtual std::string get(content::Language language, std::string_view key,
                                          const Arguments& arguments = {}) const = 0;
    [[nodiscard]] virtual std::vector<std::string> keys() const = 0;
};

/// `catalogues`: TOML text per language. Errors name language, key and what ICU said.
[[nodiscard]] content::Result<std::unique_ptr<Strings>> parse_strings(
    const content::PerLanguage<std::string>& catalogues);
/// What the catalogues disagree about, one sentence each (a key or an argument that English has and another language
/// lacks, or the other way round, a plural without a form that its language needs); empty when all is well.
[[nodiscard]] std::vector<std::string> compare_catalogues(const content::PerLanguage<std::string>& catalogues);
/// The TOML texts built into the program.
[[nodiscard]] content::PerLanguage<std::string> default_catalogues();
/// The catalogues built into the program, parsed once.
[[nodiscard]] const Strings& default_strings();

}  // namespace kiosk
