#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "content/items/items.h"

/// The words that sources and JSON use for the values of our enums, in one place.
namespace content {

template <class Enum, std::size_t count>
using Names = std::array<std::pair<Enum, std::string_view>, count>;

inline constexpr Names<EventStatus, 5> event_status_names = {{{EventStatus::scheduled, "scheduled"},
                                                              {EventStatus::moved, "moved"},
                                                              {EventStatus::delayed, "delayed"},
                                                              {EventStatus::cancelled, "cancelled"},
                                                              {EventStatus::full, "full"}}};
inline constexpr Names<NoticeLevel, 2> notice_level_names = {
    {{NoticeLevel::notice, "notice"}, {NoticeLevel::emergency, "emergency"}}};
inline constexpr Names<NoticeKind, 4> notice_kind_names = {{{NoticeKind::message, "message"},
                                                            {NoticeKind::room_change, "room_change"},
                                                            {NoticeKind::delay, "delay"},
                                                            {NoticeKind::cancellation, "cancellation"}}};
inline constexpr Names<EmergencyTemplate, 5> emergency_names = {{{EmergencyTemplate::leave_building, "leave_building"},
                                                                 {EmergencyTemplate::stay_inside, "stay_inside"},
                                                                 {EmergencyTemplate::medical, "medical"},
                                                                 {EmergencyTemplate::test, "test"},
                                                                 {EmergencyTemplate::all_clear, "all_clear"}}};

template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::string_view name_of(const Names<Enum, count>& names, Enum value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) return name;
    }
    return {};
}

template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::optional<Enum> value_of(const Names<Enum, count>& names, std::string_view name) {
    for (const auto& [value, candidate] : names) {
        if (candidate == name) return value;
    }
    return std::nullopt;
}

}  // namespace content
