#pragma once

#include <memory>
#include <string>

#include "content/base/result.h"
#include "kiosk/text/text.h"

namespace kiosk {

/// `kiosk --render`: draws what is asked for on `in` (kiosk/render/render_request.h) and answers on `out`, until `in`
/// ends. It stays warm: fonts, layouts and the content of the last few caches and packs are kept. Code::io; the error
/// of `text`.
[[nodiscard]] content::Status render_until_ended(content::Result<std::unique_ptr<Text>> text, std::string version,
                                                 int in, int out);

}  // namespace kiosk
