#include "sync/transport/hub_search.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <resolv.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "content/base/internet_address.h"
#include "content/base/text.h"

namespace syncing {
namespace {

using content::Code;
using content::Error;

constexpr std::size_t max_packet = 9'000;  // RFC 6762, section 17
constexpr int max_records = 64;            // of one answer; Avahi's have 5
constexpr int max_answers = 32;            // looked at, at a time
constexpr const char* group = "224.0.0.251";

/// A name in an answer, in lower case and without its last point; empty when it is none.
std::string name_at(const ns_msg& message, const unsigned char* at) {
    std::array<char, NS_MAXDNAME> name{};
    if (::dn_expand(ns_msg_base(message), ns_msg_end(message), at, name.data(), name.size()) < 0) return {};
    return content::to_lower(name.data());
}

/// What a hub says of itself, as far as it was found.
struct Service {
    std::string instance;  ///< "hub._rotunda._tcp.local"
    std::optional<int> port{};
    std::string url{};
};

/// The value of "url=" among the texts of a record (RFC 6763, section 6).
std::string url_of_texts(const ns_rr& record) {
    const std::string_view bytes(reinterpret_cast<const char*>(ns_rr_rdata(record)), ns_rr_rdlen(record));
    constexpr std::string_view key = "url=";
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = static_cast<unsigned char>(bytes[at]);
        const std::string_view text = bytes.substr(at + 1, length);
        if (text.starts_with(key)) return std::string(text.substr(key.size()));
        at += 1U + length;
    }
    return {};
}

void take(const ns_msg& message, const ns_rr& record, Service& service) {
    const std::string owner = content::to_lower(ns_rr_name(record));
    const unsigned char* data = ns_rr_rdata(record);
    constexpr int srv_head = 6;  // priority, weight, port
    if (ns_rr_type(record) == ns_t_ptr && owner == hub_service) {
        if (service.instance.empty()) service.instance = name_at(message, data);
    } else if (ns_rr_type(record) == ns_t_srv && owner == service.instance && ns_rr_rdlen(record) > srv_head) {
        service.port = (data[4] << 8) | data[5];
    } else if (ns_rr_type(record) == ns_t_txt && owner == service.instance) {
        service.url = url_of_texts(record);
    }
}

std::vector<in_addr> networks() {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, ::freeifaddrs);
    std::vector<in_addr> found;
    for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
        const bool is_wanted = (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_MULTICAST) != 0 &&
                               (one->ifa_flags & IFF_LOOPBACK) == 0;
        if (!is_wanted || one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
        found.push_back(reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr);
    }
    return found;
}

bool send_to(int socket, const std::string& question, const sockaddr_in& target) {
    return ::sendto(socket, question.data(), question.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&target),
                    sizeof target) == static_cast<ssize_t>(question.size());
}

bool ask_everywhere(int socket, const std::string& question, const sockaddr_in& target) {
    constexpr int ttl = 255;  // RFC 6762, section 11
    ::setsockopt(socket, IPPROTO_IP, IP_MULTICAST_TTL, &ttl, sizeof ttl);
    bool is_sent = false;
    for (const in_addr& network : networks()) {
        ::setsockopt(socket, IPPROTO_IP, IP_MULTICAST_IF, &network, sizeof network);
        is_sent = send_to(socket, question, target) || is_sent;
    }
    return is_sent;
}

}  // namespace

std::string hub_question(std::uint16_t number) {
    std::string question;
    const auto add = [&](unsigned value) {
        question += static_cast<char>(value >> 8U);
        question += static_cast<char>(value & 0xFFU);
    };
    for (const unsigned word : {unsigned{number}, 0U, 1U, 0U, 0U, 0U})
        add(word);
    std::string_view rest = hub_service;
    while (!rest.empty()) {
        const std::string_view label = rest.substr(0, rest.find('.'));
        question += static_cast<char>(label.size());
        question += label;
        rest.remove_prefix(std::min(rest.size(), label.size() + 1));
    }
    question += '\0';
    add(ns_t_ptr);
    add(ns_c_in);
    return question;
}

std::optional<std::string> read_hub_answer(std::string_view packet, std::uint16_t number, const std::string& sender) {
    ns_msg message{};
    const auto* bytes = reinterpret_cast<const unsigned char*>(packet.data());
    if (packet.size() > max_packet || ::ns_initparse(bytes, static_cast<int>(packet.size()), &message) != 0)
        return std::nullopt;
    if (ns_msg_id(message) != number || ns_msg_getflag(message, ns_f_qr) == 0) return std::nullopt;
    Service service;
    // Twice: the name comes first in no certain order.
    for (int round = 0; round < 2; ++round) {
        for (const ns_sect section : {ns_s_an, ns_s_ar}) {
            const int count = std::min<int>(ns_msg_count(message, section), max_records);
            for (int i = 0; i < count; ++i) {
                ns_rr record{};
                if (::ns_parserr(&message, section, i, &record) != 0) return std::nullopt;
                take(message, record, service);
            }
        }
    }
    if (service.instance.empty()) return std::nullopt;
    if (!service.url.empty()) {
        const bool is_address = content::is_web_address(service.url) && service.url.find('#') == std::string::npos;
        if (!is_address) return std::nullopt;
        return service.url.ends_with('/') ? service.url : service.url + "/";
    }
    if (!service.port || *service.port == 0) return std::nullopt;
    return fmt::format("http://{}:{}/", sender, *service.port);
}

content::Result<HubSearch> HubSearch::ask(std::uint16_t number, const std::string& target, std::uint16_t port) {
    content::Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket.is_open())
        return Error{Code::unavailable, fmt::format("no search: {}", std::generic_category().message(errno))};
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    if (::inet_pton(AF_INET, target.empty() ? group : target.c_str(), &place.sin_addr) != 1)
        return Error{Code::bad_input, target + ": expected an IPv4 address"};
    const std::string question = hub_question(number);
    const bool is_sent =
        target.empty() ? ask_everywhere(socket.value(), question, place) : send_to(socket.value(), question, place);
    if (!is_sent) return Error{Code::unavailable, "there is no network to look for a hub in"};
    return HubSearch(std::move(socket), number);
}

std::optional<std::string> HubSearch::look() const {
    std::array<char, max_packet> packet{};
    for (int i = 0; i < max_answers; ++i) {
        sockaddr_in from{};
        socklen_t size = sizeof from;
        const ssize_t count =
            ::recvfrom(socket_.value(), packet.data(), packet.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
        if (count < 0) return std::nullopt;
        std::array<char, INET_ADDRSTRLEN> sender{};
        ::inet_ntop(AF_INET, &from.sin_addr, sender.data(), sender.size());
        auto hub = read_hub_answer({packet.data(), static_cast<std::size_t>(count)}, number_, sender.data());
        if (hub) return hub;
    }
    return std::nullopt;
}

}  // namespace syncing
