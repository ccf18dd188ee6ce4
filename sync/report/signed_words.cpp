#include "sync/report/signed_words.h"

#include <fmt/format.h>

#include "content/base/hex.h"
#include "content/tuf/signatures.h"
#include "sync/report/device_key.h"

namespace report {

std::string sign_words(content::JsonValue words, const content::SigningKey& key) {
    std::string signature = key.sign(content::to_canonical_json(words)).value;
    return content::to_compact_json(content::JsonValue::Object{
        {"key", screen_of(key)}, {"signature", std::move(signature)}, {"signed", std::move(words)}});
}

SignedParts read_signed_parts(content::JsonFields& fields) {
    SignedParts parts;
    parts.screen = fields.string("key");
    if (!is_screen(parts.screen)) fields.refuse("key", "64 lower-case hexadecimal digits");
    parts.signature = content::from_hex(fields.string("signature")).value_or("");
    return parts;
}

content::Status check_signature(const content::JsonValue& json, const SignedParts& parts, std::string_view where) {
    const std::string message = content::to_canonical_json(*json.find("signed"));
    if (content::tuf::verify_ed25519({"ed25519", "ed25519", parts.screen}, message, parts.signature)) return {};
    return content::Error{content::Code::untrusted,
                          fmt::format("{}: the signature is not of the key that it names", where)};
}

}  // namespace report
