#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/time.h"

/// Codes of six digits that an app shows, a new one each 30 seconds (TOTP, RFC 6238), by liboath.
namespace people {

/// 160 bits in base32, as RFC 4226 section 4 wants them: 32 capital letters and digits.
[[nodiscard]] std::string new_code_secret();
/// In groups of four, for those who type it.
[[nodiscard]] std::string spaced_secret(std::string_view secret);
/// What the app's camera reads: "otpauth://totp/Rotunda:LOGIN?secret=...&issuer=Rotunda".
[[nodiscard]] std::string code_address(std::string_view secret, std::string_view login);

/// The step that `code` is of, when it is one of `now` or of the step before or after it and no code of that or a later
/// step was used before (`last_step`); nothing else. Spaces in it do not count.
[[nodiscard]] std::optional<std::int64_t> step_of_code(const std::string& secret, std::string_view code,
                                                       content::Instant now, std::int64_t last_step);
/// What an app with this secret shows at `now`.
[[nodiscard]] std::string code_at(const std::string& secret, content::Instant now);

}  // namespace people
