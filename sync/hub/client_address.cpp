#include "sync/hub/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace hub {
namespace {

std::string text_of(const in_addr& address) {
    std::array<char, INET_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET, &address, text.data(), text.size()) != nullptr ? std::string(text.data())
                                                                               : std::string();
}

std::string text_of(in6_addr address) {
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        in_addr inner{};
        std::copy_n(reinterpret_cast<const unsigned char*>(&address) + 12, sizeof inner,
                    reinterpret_cast<unsigned char*>(&inner));
        return text_of(inner);
    }
    constexpr std::size_t network = 8;  // bytes
    std::fill(std::begin(address.s6_addr) + network, std::end(address.s6_addr), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET6, &address, text.data(), text.size()) != nullptr ? std::string(text.data())
                                                                                : std::string();
}

}  // namespace

std::string address_to_count(const sockaddr* address) {
    if (address == nullptr) return {};
    if (address->sa_family == AF_INET) return text_of(reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
    if (address->sa_family == AF_INET6) return text_of(reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
    return {};
}

std::string address_to_count(std::string_view text) {
    const std::string terminated(text.substr(0, INET6_ADDRSTRLEN));
    in_addr four{};
    if (::inet_pton(AF_INET, terminated.c_str(), &four) == 1) return text_of(four);
    in6_addr six{};
    if (::inet_pton(AF_INET6, terminated.c_str(), &six) == 1) return text_of(six);
    return "unknown";
}

}  // namespace hub
