#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "content/base/language.h"
#include "content/base/result.h"

/// The interface's own words: assets/strings/<language>.toml, ICU MessageFormat patterns, built into the program.
/// Items' words are not here.
namespace kiosk {

using Argument = std::variant<std::int64_t, std::string>;
using Arguments = std::map<std::string, Argument, std::less<>>;

class Strings {
public:
    class Impl;  ///< ICU's messages
    explicit Strings(std::unique_ptr<Impl> impl);
    Strings(Strings&&) noexcept;
    Strings& operator=(Strings&&) noexcept;
    ~Strings();

    /// The message `key` ("programme.ends_in") in `language`, its arguments filled in. A key is a literal of our own
    /// code: an unknown one is a bug (assert); a test proves that all catalogues hold the same keys and arguments. A
    /// language that lacks the key borrows the English words. Several threads may ask at once.
    [[nodiscard]] std::string get(content::Language language, std::string_view key,
                                  const Arguments& arguments = {}) const;

private:
    std::unique_ptr<Impl> impl_;
};

/// The messages of one language by key ("programme.ends_in"), as they are written in its catalogue.
using MessagePatterns = std::map<std::string, std::string, std::less<>>;
/// `toml`: the text of a catalogue. Code::bad_input names language, line or key.
[[nodiscard]] content::Result<MessagePatterns> parse_catalogue(content::Language language, const std::string& toml);
/// `catalogues`: TOML text per language. Code::bad_input names language, key and what ICU said.
[[nodiscard]] content::Result<Strings> parse_strings(const content::PerLanguage<std::string>& catalogues);
/// The TOML texts built into the program.
[[nodiscard]] content::PerLanguage<std::string> default_catalogues();
/// The catalogues built into the program, parsed once.
[[nodiscard]] const Strings& default_strings();

}  // namespace kiosk
