#include "sync/program/hub_parts.h"

#include <array>

#include "sync/alerts/alerts_schema.h"
#include "sync/api/alerts_api.h"
#include "sync/api/pixels_part.h"
#include "sync/api/publish_api.h"
#include "sync/api/report_part.h"
#include "sync/api/screens_part.h"
#include "sync/desk/desk_schema.h"
#include "sync/people/people_schema.h"
#include "sync/publishing/publishing_schema.h"
#include "sync/screens/screens_schema.h"
#include "sync/staff/alerts_part.h"
#include "sync/staff/entrance_part.h"
#include "sync/staff/fleet_part.h"
#include "sync/staff/glass_part.h"
#include "sync/staff/logged_part.h"
#include "sync/staff/notices_part.h"
#include "sync/staff/passkey_part.h"
#include "sync/staff/people_part.h"
#include "sync/staff/pictures/eye_part.h"
#include "sync/staff/programme_part.h"
#include "sync/staff/publish_part.h"
#include "sync/staff/retention_part.h"
#include "sync/staff/stories/stories_part.h"
#include "sync/staff/stories/story_steps_part.h"
#include "sync/staff/ticket_part.h"
#include "sync/staff/today_part.h"

namespace hub {

namespace {

/// Reports of screens are kept as what they say; every other POST is somebody's deed.
template <PartMaker make>
content::Result<std::unique_ptr<HubPart>> logged(const HubServices& services) {
    return staff::log_posts(make(services), services);
}

}  // namespace

std::span<const PartMaker> hub_parts() {
    // The eye before the pages that show what it found.
    static constexpr std::array<PartMaker, 20> parts = {make_report_part,
                                                        make_pixels_part,
                                                        logged<make_screens_part>,
                                                        logged<make_publish_api>,
                                                        logged<make_alerts_api>,
                                                        logged<staff::make_eye_part>,
                                                        logged<staff::make_entrance_part>,
                                                        logged<staff::make_fleet_part>,
                                                        logged<staff::make_passkey_part>,
                                                        logged<staff::make_people_part>,
                                                        logged<staff::make_publish_part>,
                                                        logged<staff::make_programme_part>,
                                                        logged<staff::make_notices_part>,
                                                        logged<staff::make_stories_part>,
                                                        logged<staff::make_story_steps_part>,
                                                        logged<staff::make_ticket_part>,
                                                        logged<staff::make_glass_part>,
                                                        logged<staff::make_alerts_part>,
                                                        staff::make_today_part,
                                                        staff::make_retention_part};
    return parts;
}

std::span<const store::SchemaPart> hub_schema() {
    static const std::array schema = {people::schema(), publishing::schema(), screens::schema(), alerts::schema(),
                                      desk::schema()};
    return schema;
}

}  // namespace hub
