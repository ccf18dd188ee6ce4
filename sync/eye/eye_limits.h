#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// What the hub's eye may take, each limit with its reason.
namespace eye::limits {

inline constexpr std::chrono::milliseconds answer{10'000};  ///< of one picture; 8K, cold and beside other work, is 4 s
inline constexpr std::int64_t renderer_memory = 768LL * 1024 * 1024;  ///< bytes; a picture of 8K takes 400 MB
inline constexpr std::size_t line = 512 * 1024;                       ///< of an answer; 1,200 slides with titles
inline constexpr std::size_t picture = 8 * 1024 * 1024;         ///< bytes of one; of 480 pixels ours have 20 to 150 kB
inline constexpr std::chrono::milliseconds first_pause{1'000};  ///< before a renderer that ended begins anew
inline constexpr std::chrono::milliseconds longest_pause{60'000};
inline constexpr int picture_width = 480;  ///< pixels of what pages show
inline constexpr int draft_width = 1280;   ///< of what is not published yet: words can be read in it
/// After each picture that nobody waits for the renderer rests four times as long as it took: a fifth of a core.
inline constexpr int rest = 4;
inline constexpr std::size_t kept_pictures = 600;  ///< files: of 40 screens the last three minutes
inline constexpr std::chrono::hours picture_age{24};
inline constexpr std::size_t kept_answers = 256;  ///< screens that show the same cost one picture
inline constexpr std::size_t waiting = 32;        ///< questions of people at once; further ones are told to come again
inline constexpr std::size_t lines = 50;          ///< for the journal, that nobody has taken yet
inline constexpr int slides = 240;                ///< that are looked ahead: an hour
inline constexpr std::size_t changed_at_once = 50;  ///< screens whose news are looked at in a second

}  // namespace eye::limits
