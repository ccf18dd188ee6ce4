#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "content/base/json.h"
#include "content/base/json_fields.h"
#include "content/base/result.h"
#include "content/depot/keys.h"

/// What a screen signs with its own key: {"key":..,"signature":..,"signed":{..}}, the signature over the canonical JSON
/// of "signed".
namespace report {

[[nodiscard]] std::string sign_words(content::JsonValue words, const content::SigningKey& key);

template <class Words>
struct SignedWords {
    std::string screen;  ///< the public key that signed them
    Words words;
};

struct SignedParts {
    std::string screen;
    std::string signature;  ///< bytes
};
/// Checks the form of key and signature. Into `fields` goes what is wrong.
[[nodiscard]] SignedParts read_signed_parts(content::JsonFields& fields);
/// Over all that was sent, also what this program does not know. Code::untrusted.
[[nodiscard]] content::Status check_signature(const content::JsonValue& json, const SignedParts& parts,
                                              std::string_view where);

/// Checks limit, form and signature; `read(fields)` reads what is signed. Members that it does not know are of a newer
/// screen and ignored. Code::too_large, bad_input; untrusted when the signature is not of the key that is named.
template <class Read, class Words = std::invoke_result_t<Read, content::JsonFields&>>
[[nodiscard]] content::Result<SignedWords<Words>> read_signed_words(std::string_view bytes, std::size_t max_bytes,
                                                                    std::string_view where, Read read) {
    if (bytes.size() > max_bytes) {
        return content::Error{content::Code::too_large,
                              std::string(where) + ": more than " + std::to_string(max_bytes) + " bytes"};
    }
    const auto json = content::parse_strict_json(bytes, where);
    if (!json) return json.error();
    SignedParts parts;
    auto words = content::read_object(*json, where, [&](content::JsonFields& fields) {
        parts = read_signed_parts(fields);
        Words inner{};
        fields.object("signed", content::Need::required, [&](content::JsonFields& part) { inner = read(part); });
        return inner;
    });
    if (!words) return words.error();
    if (auto right = check_signature(*json, parts, where); !right) return right.error();
    return SignedWords<Words>{std::move(parts.screen), std::move(*words)};
}

}  // namespace report
