#pragma once

#include <cstddef>

/// What anybody may ask of the hub, each limit with its reason. The web server in front has its own (deploy/hub).
namespace hub::limits {

inline constexpr std::size_t request_head = 6 * 1024;    ///< bytes of a connection's memory; browsers' heads have 1 KB
inline constexpr std::size_t path = 1024;                ///< bytes; a photo's path has 145
inline constexpr std::size_t query_fields = 16;          ///< after the "?"; ours has 3
inline constexpr std::size_t bodies = 16 * 1024 * 1024;  ///< bytes of all bodies that are coming in at once
inline constexpr std::size_t range = 64;                 ///< bytes of "Range"; the agent's have 15
inline constexpr std::size_t etags = 1024;               ///< bytes of "If-None-Match"; ours has 40
inline constexpr std::size_t connections = 2048;         ///< of everybody
inline constexpr std::size_t connections_per_address = 512;  ///< a venue's screens may share one
inline constexpr std::size_t subscribers = 1500;             ///< of everybody; the design is for 200 screens
inline constexpr std::size_t subscribers_per_address = 256;  ///< as nginx with nchan has it (deploy/depot)
inline constexpr std::size_t watchers = 200;                 ///< pages of staff that follow what happens
inline constexpr std::size_t requests_per_second = 2000;     ///< and address: a tenth of what one processor answers
inline constexpr std::size_t requests_burst = 20'000;        ///< 200 screens that fetch 100 files each after a release
inline constexpr std::size_t addresses = 4096;               ///< whose requests are counted; then all begin anew
inline constexpr int request_seconds = 10;                   ///< for a first request's head, and for any one's body
inline constexpr int idle_seconds = 60;  ///< without asking again, or without taking a byte of the answer

}  // namespace hub::limits
