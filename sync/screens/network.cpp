#include "sync/screens/network.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "sync/screens/refusal.h"

namespace screens {
namespace {

using content::Result;

constexpr std::string_view any = "any";
constexpr int kept_bits = 64;  // of an address of IPv6

struct Address {
    int family = AF_INET;
    std::array<unsigned char, 16> bytes{};
};

std::optional<Address> read_address(std::string_view text) {
    if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
    const std::string terminated(text);
    Address address;
    if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
    address.family = AF_INET6;
    if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

void keep_bits(Address& address, int bits) {
    for (int byte = 0; byte < static_cast<int>(address.bytes.size()); ++byte) {
        const int kept = std::min(8, std::max(0, bits - byte * 8));
        address.bytes.at(static_cast<std::size_t>(byte)) &= static_cast<unsigned char>(0xFF00U >> kept);
    }
}

struct Network {
    Address address;
    int bits = 0;
};

std::optional<Network> parse(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto address = read_address(text.substr(0, slash));
    const auto digits = text.substr(slash + 1);
    Network network;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), network.bits);
    if (!address || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    if (network.bits < 0 || network.bits > (address->family == AF_INET ? 32 : kept_bits)) return std::nullopt;
    network.address = *address;
    keep_bits(network.address, network.bits);
    return network;
}

}  // namespace

Result<std::string> read_network(std::string_view text) {
    if (text == any) return std::string(any);
    const auto network = parse(text);
    if (!network) return refuse(Refusal::network, text);
    std::array<char, INET6_ADDRSTRLEN> shown{};
    ::inet_ntop(network->address.family, network->address.bytes.data(), shown.data(), shown.size());
    return fmt::format("{}/{}", shown.data(), network->bits);
}

bool is_in_network(std::string_view address, std::string_view network) {
    if (network == any) return true;
    const auto wanted = parse(network);
    auto given = read_address(address);
    if (!wanted || !given || given->family != wanted->address.family) return false;
    keep_bits(*given, wanted->bits);
    return given->bytes == wanted->address.bytes;
}

}  // namespace screens
