#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/descriptor.h"
#include "content/base/result.h"

/// Finds a hub in the network of this machine, where nobody has named one: by DNS-SD (RFC 6763) over one question of
/// multicast DNS (RFC 6762, section 5.1), which any Avahi or Bonjour answers. Whoever is in the network may answer:
/// what is found is told how the screen is, and trusted with nothing. IPv4 only.
namespace syncing {

/// The service that a hub announces.
inline constexpr std::string_view hub_service = "_rotunda._tcp.local";

/// The question, with a number that answers must repeat.
[[nodiscard]] std::string hub_question(std::uint16_t number);
/// The hub that an answer from `sender` (an IPv4 address) names: "url=https://..." of its text, else
/// "http://SENDER:PORT/". Nothing when these bytes are no answer to that question. Pure.
[[nodiscard]] std::optional<std::string> read_hub_answer(std::string_view packet, std::uint16_t number,
                                                         const std::string& sender);

/// One search.
class HubSearch {
public:
    /// Asks on each network of this machine, or at `target` ("127.0.0.1") alone. Code::unavailable when no question
    /// went out.
    [[nodiscard]] static content::Result<HubSearch> ask(std::uint16_t number, const std::string& target = {},
                                                        std::uint16_t port = 5353);
    /// The address of the first hub that has answered. Never waits.
    [[nodiscard]] std::optional<std::string> look() const;

private:
    HubSearch(content::Descriptor socket, std::uint16_t number) : socket_(std::move(socket)), number_(number) {}

    content::Descriptor socket_;
    std::uint16_t number_;
};

}  // namespace syncing
