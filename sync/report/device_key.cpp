#include "sync/report/device_key.h"

#include <fmt/format.h>

#include <system_error>

#include "content/base/files.h"
#include "content/base/hex.h"
#include "content/base/sha256.h"
#include "content/depot/fingerprint.h"

namespace report {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;
using content::SigningKey;

constexpr std::size_t seed_bytes = 32;
constexpr std::size_t file_bytes = 2 * seed_bytes + 1;  // digits, and the end of the line
constexpr std::size_t word_bytes = 4;                   // of a hash, for two words
constexpr std::size_t short_digits = 8;

Result<SigningKey> read_key(const fs::path& file) {
    auto text = content::read_private_file(file, file_bytes);
    if (!text) return text.error();
    auto seed = text->size() == file_bytes && text->back() == '\n'
                    ? content::from_hex(std::string_view(*text).substr(0, 2 * seed_bytes))
                    : std::nullopt;
    content::forget(*text);
    if (!seed) {
        return Error{Code::bad_input,
                     fmt::format("{}: not a screen's key. Put a copy of it back; or remove it and restart the "
                                 "agent: the screen then comes to its hub as a new one, which takes the "
                                 "place of the old one there",
                                 file.string())};
    }
    SigningKey key = SigningKey::from_seed(*seed);
    content::forget(*seed);
    return key;
}

}  // namespace

Result<SigningKey> device_key(const fs::path& folder) {
    const fs::path file = folder / "device.key";
    auto known = read_key(file);
    if (known || known.error().code != Code::not_found) return known;
    // Under another name until it is whole: whoever was killed while making it left a part.
    const fs::path unfinished = folder / "device.key.new";
    std::error_code error;
    fs::create_directories(folder, error);
    fs::remove(unfinished, error);
    SigningKey key = SigningKey::generate();
    std::string text = content::to_hex(key.seed()) + "\n";
    auto written = content::write_private_file(unfinished, text);
    content::forget(text);
    if (written) written = content::move_file(unfinished, file);
    if (!written) return written.error();
    return key;
}

const std::string& screen_of(const SigningKey& key) {
    return key.public_key().public_value;
}

bool is_screen(std::string_view text) {
    return content::is_sha256(text);  // as many digits of the same kind
}

std::string_view short_name(std::string_view screen) {
    return screen.substr(0, short_digits);
}

std::string two_words(std::string_view nonce, std::string_view screen) {
    const std::string digits = content::sha256(fmt::format("rotunda pairing\n{}\n{}\n", nonce, screen));
    return content::spoken(content::from_hex(std::string_view(digits).substr(0, 2 * word_bytes)).value_or(""));
}

}  // namespace report
