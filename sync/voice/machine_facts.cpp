#include "sync/voice/machine_facts.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <charconv>
#include <fstream>
#include <memory>
#include <string_view>

#include "content/base/printable.h"
#include "content/base/text.h"

namespace syncing {
namespace {

/// The kernel's files have no length, and these are read to their end only if that is near.
std::string kernel_words(const std::filesystem::path& path) {
    constexpr std::size_t cap = 8 * 1024;  // meminfo has 1.5 KB
    std::ifstream file(path, std::ios::binary);
    std::string words(cap, '\0');
    file.read(words.data(), static_cast<std::streamsize>(cap));
    words.resize(static_cast<std::size_t>(file.gcount()));
    return words;
}

std::int64_t number_at(std::string_view words) {
    std::int64_t number = 0;
    const auto begin = words.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return 0;
    std::from_chars(words.data() + begin, words.data() + words.size(), number);
    return number;
}

/// Empty when it is none that others can use.
std::string address_of(const ifaddrs& network) {
    const bool is_up = (network.ifa_flags & IFF_UP) != 0 && (network.ifa_flags & IFF_LOOPBACK) == 0;
    if (!is_up || network.ifa_addr == nullptr) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (network.ifa_addr->sa_family == AF_INET) {
        const auto* address = reinterpret_cast<const sockaddr_in*>(network.ifa_addr);
        ::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size());
    } else if (network.ifa_addr->sa_family == AF_INET6) {
        const auto* address = reinterpret_cast<const sockaddr_in6*>(network.ifa_addr);
        if (IN6_IS_ADDR_LINKLOCAL(&address->sin6_addr)) return {};
        ::inet_ntop(AF_INET6, &address->sin6_addr, text.data(), text.size());
    }
    return text.data();
}

}  // namespace

std::string own_address() {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, ::freeifaddrs);
    for (const int family : {AF_INET, AF_INET6}) {
        for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
            const bool is_wanted = one->ifa_addr != nullptr && one->ifa_addr->sa_family == family;
            if (std::string address = is_wanted ? address_of(*one) : std::string(); !address.empty()) return address;
        }
    }
    return {};
}

MachineFacts machine_facts(const std::filesystem::path& root) {
    MachineFacts facts;
    facts.uptime_s = number_at(kernel_words(root / "proc/uptime"));
    const std::string memory = kernel_words(root / "proc/meminfo");
    constexpr std::string_view available = "MemAvailable:";
    if (const auto found = memory.find(available); found != std::string::npos)
        facts.memory = number_at(std::string_view(memory).substr(found + available.size())) * 1024;
    for (const char* path : {"sys/class/dmi/id/product_name", "proc/device-tree/model"}) {
        std::string words = kernel_words(root / path);
        while (!words.empty() && words.back() == '\0')
            words.pop_back();
        facts.model = content::printable(content::trim(words));
        if (!facts.model.empty()) break;
    }
    return facts;
}

}  // namespace syncing
