#pragma once

#include "content/base/enum_names.h"
#include "content/items/items.h"

/// The words that sources and JSON use for the values of the enums of items.h.
namespace content {

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

}  // namespace content
