#include "sync/program/hub_parts.h"

#include <array>

#include "sync/api/pixels_part.h"
#include "sync/api/report_part.h"
#include "sync/api/screens_part.h"
#include "sync/people/people_schema.h"
#include "sync/publishing/publishing_schema.h"
#include "sync/screens/screens_schema.h"
#include "sync/staff/entrance_part.h"
#include "sync/staff/eye_part.h"
#include "sync/staff/fleet_part.h"
#include "sync/staff/glass_part.h"
#include "sync/staff/passkey_part.h"
#include "sync/staff/people_part.h"
#include "sync/staff/publish_part.h"
#include "sync/staff/ticket_part.h"

namespace hub {

std::span<const PartMaker> hub_parts() {
    // The eye before the pages that show what it found.
    static constexpr std::array<PartMaker, 11> parts = {
        make_report_part,          make_pixels_part,        make_screens_part,        staff::make_eye_part,
        staff::make_entrance_part, staff::make_fleet_part,  staff::make_passkey_part, staff::make_people_part,
        staff::make_publish_part,  staff::make_ticket_part, staff::make_glass_part};
    return parts;
}

std::span<const store::SchemaPart> hub_schema() {
    static const std::array schema = {people::schema(), publishing::schema(), screens::schema()};
    return schema;
}

}  // namespace hub
