#include "sync/hub/client_address.h"

#include <doctest/doctest.h>
#include <netinet/in.h>

#include <string>

using hub::address_to_count;

TEST_CASE("address: version 4 as it is, version 6 by the network of one customer, rubbish as one") {
    CHECK(address_to_count("192.0.2.7") == "192.0.2.7");
    CHECK(address_to_count("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::");
    CHECK(address_to_count("2001:db8:1:2::1") == address_to_count("2001:db8:1:2:ffff::"));
    CHECK(address_to_count("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(address_to_count("") == "unknown");
    CHECK(address_to_count("192.0.2") == "unknown");
    CHECK(address_to_count(std::string(100'000, '1')) == "unknown");
}

TEST_CASE("address: of a socket, and a unix socket has none") {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(address_to_count(reinterpret_cast<const sockaddr*>(&four)) == "127.0.0.1");
    sockaddr unix_socket{};
    unix_socket.sa_family = AF_UNIX;
    CHECK(address_to_count(&unix_socket).empty());
    CHECK(address_to_count(static_cast<const sockaddr*>(nullptr)).empty());
}
