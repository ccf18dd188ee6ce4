#include "content/import/schedule/schedule_xml.h"

#include <utility>

#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/talk.h"
#include "content/import/format/xml.h"
#include "content/import/text/url.h"

namespace content {
namespace {

/// An element, or an attribute of that name: dialects differ.
std::string value_of(const pugi::xml_node& node, const char* name) {
    const std::string text = xml_text(node, name);
    return text.empty() ? std::string(trim(node.attribute(name).value())) : text;
}

Talk read_talk(const pugi::xml_node& node, const XmlSource& xml) {
    Talk talk;
    talk.line = xml.line_of(node);
    talk.identity = value_of(node, "guid");
    talk.number = value_of(node, "id");
    talk.title = xml_text(node, "title");
    talk.subtitle = xml_text(node, "subtitle");
    talk.abstract = xml_text(node, "abstract");
    talk.description = xml_text(node, "description");
    talk.date = xml_text(node, "date");
    talk.start = xml_text(node, "start");
    talk.duration = xml_text(node, "duration");
    talk.room = xml_text(node, "room");
    talk.track = xml_text(node, "track");
    talk.kind = xml_text(node, "type");
    talk.language = xml_text(node, "language");
    talk.url = xml_text(node, "url");
    for (const pugi::xml_node& person : node.child("persons").children("person"))
        talk.persons.push_back(xml_text(person));
    return talk;
}

void read_days(const pugi::xml_node& root, const XmlSource& xml, ImportBuilder& builder) {
    const pugi::xml_node conference = root.child("conference");
    const std::string prefix = xml_text(conference, "acronym");
    const std::string base = xml_text(conference, "base_url");
    std::string place = xml_text(conference, "venue");
    if (place.empty()) place = xml_text(conference, "city");
    std::string zone = xml_text(conference, "time_zone_name");
    if (zone.empty()) zone = xml_text(conference, "timezone");
    TalkRules rules{schedule_zone(zone, builder), prefix.empty() ? "schedule" : one_line(prefix.substr(0, 80))};
    rules.day_change = xml_text(conference, "day_change");
    rules.last_day = last_day(xml_text(conference, "end"));
    rules.has_days_in_durations = true;
    TalkWriter writer(builder, std::move(rules));
    for (const pugi::xml_node& day : root.children("day")) {
        for (const pugi::xml_node& room : day.children("room")) {
            for (const pugi::xml_node& event : room.children("event")) {
                Talk talk = read_talk(event, xml);
                talk.day = day.attribute("date").value();
                talk.day_start = day.attribute("start").value();
                talk.day_end = day.attribute("end").value();
                talk.place = place;
                if (talk.room.empty()) talk.room = room.attribute("name").value();
                if (!talk.url.empty() && !is_web_address(talk.url)) {
                    const std::string url = resolve_url(base, talk.url);
                    if (!url.empty()) talk.url = url;
                }
                writer.add(talk);
            }
        }
    }
}

}  // namespace

Import import_schedule_xml(const ImportSource& source, const ImportContext& context) {
    ImportBuilder builder(source, context);
    if (const auto xml = XmlSource::open(source, builder)) {
        const pugi::xml_node root = xml->root();
        const std::string name = root.name();
        if (name != "schedule" || (!root.child("day") && !root.child("conference"))) {
            builder.error(xml->line_of(root),
                          "expected a feed (<rss>, <feed>) or a <schedule> with <conference> and <day> (frab, "
                          "pentabarf), found <" +
                              shorten(one_line(name.substr(0, 100)), 40) + ">");
        } else {
            read_days(root, *xml, builder);
        }
    }
    return std::move(builder).finish("the schedule has no talk: expected <day>, in it <room>, in it <event>");
}

}  // namespace content
