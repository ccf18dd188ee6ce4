#include "sync/report/screen_picture.h"

namespace report {

std::string sign_picture(const content::GlassPicture& picture, const content::SigningKey& key) {
    return sign_words(content::to_json(picture), key);
}

content::Result<SignedPicture> read_picture(std::string_view bytes) {
    return read_signed_words(bytes, max_picture, "picture", content::read_glass_picture);
}

}  // namespace report
