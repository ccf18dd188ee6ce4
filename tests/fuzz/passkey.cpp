// What a browser, or somebody who plays one, sends of a passkey: client data, authenticator data, a key, a signature.
#include "sync/people/passkey.h"

#include "sync/people/base64url.h"
#include "tests/fuzz/fuzz.h"

namespace {

const people::RelyingParty hub{"hub.test", "https://hub.test"};

/// Up to the next line feed.
std::string next_part(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string part(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::string client_data = next_part(rest);
    const std::string authenticator_data = people::from_base64url(next_part(rest)).value_or(std::string());
    const std::string key = people::from_base64url(next_part(rest)).value_or(std::string());
    const std::string other = people::from_base64url(next_part(rest)).value_or(std::string());
    const std::string challenge = people::challenge_of(client_data);
    const auto made = people::check_registration(hub, challenge, {other, client_data, authenticator_data, key});
    if (made) {
        fuzz::require(made->id == other && !other.empty(), "a key of another name");
        fuzz::require(authenticator_data.size() > 55 + other.size(), "authenticator data that is too short");
    }
    const auto counter =
        people::check_assertion(hub, challenge, {other, key, 0}, {client_data, authenticator_data, other});
    fuzz::require(!counter || (*counter >= 0 && *counter < (std::int64_t{1} << 32)), "a counter");
    const auto bytes = people::from_base64url(client_data);
    fuzz::require(!bytes || people::to_base64url(*bytes) == client_data, "base64url of two forms", client_data);
    if (const auto party = people::relying_party(client_data)) {
        fuzz::require(party->origin.ends_with(party->id) || party->origin.find(party->id + ":") != std::string::npos,
                      "an origin", party->origin);
        fuzz::require(party->id.find_first_of("/:@?# ") == std::string::npos, "a name", party->id);
    }
    return 0;
}
