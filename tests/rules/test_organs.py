"""Who can make rules, as far as a name tells."""

import pytest

from govdisclosure.rules.organs import LAWMAKING_CITIES, PROVINCES, may_make_rules


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("宿迁市人民政府", True),
        ("江苏省宿迁市人民政府办公室", True),
        ("宿迁市政府办", True),
        ("吉林市人民政府", True),
        ("吉林省吉林市人民政府", True),
        ("东莞市人民政府办公室", True),
        ("中山市", True),
        ("嘉峪关市人民政府", True),
        ("儋州市人民政府", True),
        ("广东省人民政府办公厅", True),
        ("上海市人民政府", True),
        ("内蒙古自治区人民政府", True),
        ("内蒙古包头市人民政府", True),
        ("海南藏族自治州人民政府", True),
        ("青海省海北藏族自治州人民政府", True),
        ("自然资源部", True),
        ("国家税务总局", True),
        ("国家卫生健康委员会", True),
        ("中国人民银行", True),
        ("国家市场监督管理总局", True),
        ("中华人民共和国教育部办公厅", True),
        ("国家互联网信息办公室", True),
        ("中国证监会", True),
        ("黔东南州人民政府", True),
        ("四川省凉山州人民政府办公室", True),
        ("湘西自治州人民政府", True),
        ("海西州人民政府", True),
        ("黔南州荔波县人民政府", False),
        ("凉山州教育局", False),
        ("兴安盟行政公署", False),
        ("国家能源局南方监管局", False),
        ("国家统计局宿迁调查队", False),
        ("国家自然资源督察北京局", False),
        ("中华人民共和国上海海关", False),
        ("中华人民共和国上海海事局", False),
        ("水利部长江水利委员会", False),
        ("沭阳县人民政府", False),
        ("沭阳县发展和改革局", False),
        ("淮安市洪泽区人民政府", False),
        ("昆山市人民政府", False),
        ("北京市朝阳区人民政府", False),
        ("广东省财政厅", False),
        ("吉林省气象局", False),
        ("上海市公安局", False),
        ("国家税务总局宿迁市税务局", False),
        ("桃江县松木塘镇人民政府", False),
        ("三门峡经济开发区管理委员会", False),
        ("县委宣传部", False),
        ("市人民政府办公室", None),
        ("示例机关", None),
        ("示例州人民政府", None),
        ("人民武装部", None),
        ("示例俱乐部", None),
        ("", None),
    ],
)
def test_may_make_rules(name, expected):
    """A department of the State Council, a province, a city at prefecture level or its office can; others cannot."""
    assert expected is may_make_rules(name)


@pytest.mark.parametrize("office", ["", "人民政府", "人民政府办公室", "政府办"])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("江苏省苏州市", True),
        ("江苏苏州市", True),
        ("苏州市", True),
        ("内蒙古自治区包头市", True),
        ("内蒙古包头市", True),
        ("广西壮族自治区南宁市", True),
        ("广西南宁市", True),
        ("广西省南宁市", True),
        ("新疆维吾尔自治区伊犁哈萨克自治州", True),
        ("新疆伊犁州", True),
        ("吉林吉林市", True),
        ("青海省海南藏族自治州", True),
        ("浙江省苏州市", False),
        ("浙江苏州市", False),
        ("北京朝阳市", False),
        ("海南省海南藏族自治州", False),
        ("江苏省江苏市", False),
        ("江苏省苏州市吴中区", False),
        ("江苏苏州市吴中区", False),
        ("苏州市吴中区", False),
        ("江苏省昆山市", False),
        ("江苏昆山市", False),
        ("江苏省苏州", None),
        ("江苏苏州", None),
        ("苏州", None),
    ],
)
def test_a_province_before_a_city(name, expected, office):
    """Full, short or left out, it is the same city; before a city of another province it is none that we know."""
    assert expected is may_make_rules(name + office)


@pytest.mark.parametrize("province", ["江苏省", "江苏", ""])
def test_an_office_below_a_city_makes_no_rules(province):
    """Neither a bureau of the city, whatever stands before it."""
    assert may_make_rules(f"{province}苏州市教育局") is False


def test_places():
    """The list has every province and every city at prefecture level and autonomous prefecture."""
    assert 31 == len(PROVINCES)
    assert 293 == sum(name.endswith("市") for name in LAWMAKING_CITIES)
    assert 30 == sum(name.endswith("州") for name in LAWMAKING_CITIES)
