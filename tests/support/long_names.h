#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "content/base/language.h"

/// Names of United Nations bodies as their documents give them in the six official languages: the longest words and
/// titles that a programme has to hold.
namespace long_names {

using Names = content::PerLanguage<std::string>;

[[nodiscard]] inline std::vector<Names> bodies() {
    using content::Language;
    return {
        {{Language::en,
          "Ad Hoc Committee to Elaborate a Comprehensive International Convention on Countering the Use of Information "
          "and Communications Technologies for Criminal Purposes"},
         {Language::ar,
          "اللجنة المخصصة لوضع اتفاقية دولية شاملة بشأن مكافحة استخدام تكنولوجيات المعلومات والاتصالات للأغراض "
          "الإجرامية"},
         {Language::zh, "拟订一项关于打击为犯罪目的使用信息和通信技术行为的全面国际公约特设委员会"},
         {Language::fr,
          "Comité spécial chargé d’élaborer une convention internationale générale sur la lutte contre l’utilisation "
          "des technologies de l’information et des communications à des fins criminelles"},
         {Language::ru,
          "Специальный комитет по разработке всеобъемлющей международной конвенции о противодействии использованию "
          "информационно-коммуникационных технологий в преступных целях"},
         {Language::es,
          "Comité Especial encargado de Elaborar una Convención Internacional Integral sobre la Lucha contra la "
          "Utilización de las Tecnologías de la Información y las Comunicaciones con Fines Delictivos"}},
        {{Language::en,
          "Conference of the Parties to the United Nations Convention against Transnational Organized Crime"},
         {Language::ar, "مؤتمر الأطراف في اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية"},
         {Language::zh, "联合国打击跨国有组织犯罪公约缔约方会议"},
         {Language::fr,
          "Conférence des Parties à la Convention des Nations Unies contre la criminalité transnationale organisée"},
         {Language::ru,
          "Конференция участников Конвенции Организации Объединенных Наций против транснациональной организованной "
          "преступности"},
         {Language::es,
          "Conferencia de las Partes en la Convención de las Naciones Unidas contra la Delincuencia Organizada "
          "Transnacional"}},
        {{Language::en, "Commission on Crime Prevention and Criminal Justice"},
         {Language::ar, "لجنة منع الجريمة والعدالة الجنائية"},
         {Language::zh, "预防犯罪和刑事司法委员会"},
         {Language::fr, "Commission pour la prévention du crime et la justice pénale"},
         {Language::ru, "Комиссия по предупреждению преступности и уголовному правосудию"},
         {Language::es, "Comisión de Prevención del Delito y Justicia Penal"}},
        {{Language::en, "Conference of the States Parties to the United Nations Convention against Corruption"},
         {Language::ar, "مؤتمر الدول الأطراف في اتفاقية الأمم المتحدة لمكافحة الفساد"},
         {Language::zh, "联合国反腐败公约缔约国会议"},
         {Language::fr, "Conférence des États parties à la Convention des Nations Unies contre la corruption"},
         {Language::ru,
          "Конференция государств – участников Конвенции Организации Объединенных Наций против коррупции"},
         {Language::es,
          "Conferencia de los Estados Partes en la Convención de las Naciones Unidas contra la Corrupción"}},
    };
}

}  // namespace long_names
