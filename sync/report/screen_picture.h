#pragma once

#include <string>
#include <string_view>

#include "content/screen/glass_picture.h"
#include "sync/report/signed_words.h"

/// What is really on a screen's glass, on its way to the hub that asked for it: POST /api/pixels. A wish is answered
/// once, so no older picture can come in place of a newer one.
namespace report {

inline constexpr std::size_t max_picture = content::picture_json_bytes;  ///< bytes of what is sent

[[nodiscard]] std::string sign_picture(const content::GlassPicture& picture, const content::SigningKey& key);

using SignedPicture = SignedWords<content::GlassPicture>;
/// The errors of read_signed_words().
[[nodiscard]] content::Result<SignedPicture> read_picture(std::string_view bytes);

}  // namespace report
